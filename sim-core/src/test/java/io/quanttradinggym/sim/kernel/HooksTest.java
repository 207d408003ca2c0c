package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.Digest;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import org.junit.jupiter.api.Test;

class HooksTest {
  private static final long UNTIL = Markets.OPEN + 300 * Markets.SECOND;

  /** Counts what it receives, and checks that time passes without gaps. */
  private static final class Counter implements SimulationHook {
    final Simulator simulator;
    final Digest digest = new Digest();
    long nowNanos;
    long accepted;
    long trades;
    long cancelled;
    long refused;
    long messages;
    int restored;

    Counter(Simulator simulator) {
      this.simulator = simulator;
      nowNanos = simulator.timeNanos();
      simulator.addHook(this);
    }

    @Override
    public void onRestored() {
      restored++;
      nowNanos = simulator.timeNanos();
    }

    @Override
    public void onTimePasses(long fromNanos, long toNanos) {
      assertEquals(nowNanos, fromNanos);
      assertTrue(toNanos > fromNanos);
      nowNanos = toNanos;
    }

    @Override
    public void onMessageDone(int instrument) {
      messages++;
    }

    @Override
    public void onAccepted(
        int instrument,
        long orderId,
        int participant,
        Side side,
        int priceTicks,
        long quantityLots) {
      accepted++;
      digest.add(orderId);
    }

    @Override
    public void onTrade(Trade trade) {
      trades++;
      assertEquals(simulator.timeNanos(), nowNanos);
    }

    @Override
    public void onCancelled(
        int instrument, long orderId, int participant, long remainingLots, CancelReason reason) {
      cancelled++;
    }

    @Override
    public void onRequestRejected(
        int instrument, long orderId, int participant, RejectReason reason) {
      refused++;
    }
  }

  private static Simulator started() {
    Simulator simulator = Markets.mixed(2).build();
    simulator.reset(7, 0);
    return simulator;
  }

  @Test
  void hooksHearEverythingAndChangeNothing() {
    Simulator unheard = started();
    Simulator heard = started();
    Counter first = new Counter(heard);
    Counter second = new Counter(heard);
    unheard.run(UNTIL);
    heard.run(UNTIL);
    assertEquals(unheard.digest(), heard.digest());
    assertEquals(unheard.events(), heard.events());
    assertEquals(heard.orderEvents(), first.messages);
    assertEquals(heard.trades(), first.trades);
    assertEquals(UNTIL, first.nowNanos);
    assertTrue(first.accepted > 100 && first.cancelled > 100 && first.trades > 100);
    assertTrue(first.refused > 0);
    assertEquals(first.digest.value(), second.digest.value());
  }

  @Test
  void anotherStateIsTold() {
    Simulator simulator = started();
    Counter counter = new Counter(simulator);
    simulator.run(UNTIL);
    StateWriter state = new StateWriter();
    simulator.save(state);
    byte[] bytes = state.toByteArray();
    simulator.reset(8, 0);
    assertEquals(1, counter.restored);
    assertEquals(Markets.OPEN, counter.nowNanos);
    simulator.load(new StateReader(bytes, 0, bytes.length));
    assertEquals(2, counter.restored);
    assertEquals(UNTIL, counter.nowNanos);
    simulator.run(UNTIL + Markets.SECOND);
  }

  @Test
  void aHookThatWasTakenAwayHearsNothing() {
    Simulator simulator = started();
    Counter gone = new Counter(simulator);
    Counter stays = new Counter(simulator);
    simulator.removeHook(gone);
    simulator.run(UNTIL);
    assertEquals(0, gone.messages + gone.accepted + gone.trades);
    assertTrue(stays.messages > 0);
  }
}
