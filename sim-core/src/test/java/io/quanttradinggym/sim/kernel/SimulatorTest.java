package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorTest {
  private static final long TEN_MINUTES = Markets.OPEN + 600 * Markets.SECOND;

  private static Simulator started(int instruments, long seed, long episode) {
    Simulator simulator = Markets.mixed(instruments).build();
    simulator.reset(seed, episode);
    return simulator;
  }

  private static byte[] state(Simulator simulator) {
    StateWriter out = new StateWriter();
    simulator.save(out);
    return out.toByteArray();
  }

  @Test
  void equalSeedsGiveEqualRunsAndOthersDoNot() {
    Simulator first = started(1, 7, 0);
    Simulator second = started(1, 7, 0);
    Simulator otherSeed = started(1, 8, 0);
    Simulator otherEpisode = started(1, 7, 1);
    for (Simulator s : new Simulator[] {first, second, otherSeed, otherEpisode}) {
      s.run(TEN_MINUTES);
    }
    assertEquals(first.digest(), second.digest());
    assertArrayEquals(state(first), state(second));
    assertNotEquals(first.digest(), otherSeed.digest());
    assertNotEquals(first.digest(), otherEpisode.digest());
    assertTrue(first.trades() > 100, "a market without trades: " + first.trades());
  }

  @Test
  void everyTradeIsToldAndListeningChangesNothing() {
    Simulator heard = started(2, 7, 0);
    Simulator unheard = started(2, 7, 0);
    long[] trades = new long[2];
    long[] lots = new long[2];
    long[] positions = new long[heard.participants()];
    SimulationHook hook =
        new SimulationHook() {
          @Override
          public void onTrade(Trade trade) {
            assertEquals(heard.market().lastTradeTicks(trade.instrument()), trade.priceTicks());
            trades[trade.instrument()]++;
            lots[trade.instrument()] += trade.quantityLots();
            if (trade.instrument() == 1) {
              positions[trade.incomingOwner()] += trade.aggressor().sign() * trade.quantityLots();
              positions[trade.restingOwner()] -= trade.aggressor().sign() * trade.quantityLots();
            }
          }
        };
    heard.addHook(hook);
    long[] before = new long[heard.participants()];
    for (int participant = 0; participant < before.length; participant++) {
      before[participant] = heard.accounts().positionLots(participant, 1);
    }
    heard.run(TEN_MINUTES);
    unheard.run(TEN_MINUTES);
    assertEquals(unheard.digest(), heard.digest());
    assertArrayEquals(state(unheard), state(heard));
    for (int i = 0; i < 2; i++) {
      assertEquals(heard.market().tradeCount(i), trades[i]);
      assertEquals(
          heard.market().aggressorVolumeLots(i, Side.BUY)
              + heard.market().aggressorVolumeLots(i, Side.SELL),
          lots[i]);
    }
    for (int participant = 0; participant < before.length; participant++) {
      assertEquals(
          heard.accounts().positionLots(participant, 1),
          before[participant] + positions[participant]);
    }
    heard.removeHook(hook);
    heard.run(TEN_MINUTES + Markets.SECOND);
    assertTrue(heard.trades() > trades[0] + trades[1]);
  }

  @Test
  void seedZeroIsASeedLikeAnyOther() {
    Simulator zero = started(1, 0, 0);
    Simulator again = started(1, 0, 0);
    Simulator one = started(1, 1, 0);
    zero.run(TEN_MINUTES);
    again.run(TEN_MINUTES);
    one.run(TEN_MINUTES);
    assertEquals(zero.digest(), again.digest());
    assertNotEquals(zero.digest(), one.digest());
  }

  @Test
  void nothingSurvivesAReset() {
    Simulator fresh = started(2, 5, 0);
    fresh.run(TEN_MINUTES);
    Simulator used = started(2, 99, 3);
    used.run(TEN_MINUTES - 17);
    used.reset(5, 0);
    used.run(TEN_MINUTES);
    assertEquals(fresh.digest(), used.digest());
    assertArrayEquals(state(fresh), state(used));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 250_000_000L, 60_000_000_001L, 299_999_999_999L})
  void restoredRunsContinueBitForBit(long after) {
    Simulator whole = started(2, 11, 0);
    whole.run(TEN_MINUTES);
    Simulator interrupted = started(2, 11, 0);
    interrupted.run(Markets.OPEN + after);
    byte[] snapshot = state(interrupted);
    Simulator restored = started(2, 3, 0);
    restored.run(Markets.OPEN + 5 * Markets.SECOND);
    restored.load(new StateReader(snapshot, 0, snapshot.length));
    assertArrayEquals(snapshot, state(restored));
    restored.run(TEN_MINUTES);
    assertEquals(whole.digest(), restored.digest());
    assertArrayEquals(state(whole), state(restored));
  }

  @Test
  void howARunIsCutIntoPiecesChangesNothing() {
    Simulator whole = started(1, 21, 0);
    whole.run(TEN_MINUTES);
    Simulator pieces = started(1, 21, 0);
    for (long t = Markets.OPEN; t <= TEN_MINUTES; t += 77_777_777) {
      pieces.run(t);
    }
    pieces.run(TEN_MINUTES);
    assertEquals(whole.digest(), pieces.digest());
    assertEquals(TEN_MINUTES, pieces.timeNanos());
  }

  @Test
  void aTwoSidedQuoteExistsFromTheFirstMomentAndNeverDies() {
    Simulator simulator = started(2, 1, 0);
    for (long t = Markets.OPEN; t <= TEN_MINUTES; t += Markets.SECOND) {
      simulator.run(t);
      for (int i = 0; i < 2; i++) {
        int bid = simulator.market().bestTicks(i, Side.BUY);
        int ask = simulator.market().bestTicks(i, Side.SELL);
        assertNotEquals(OrderBook.NO_PRICE, bid, "no bid at " + t);
        assertNotEquals(OrderBook.NO_PRICE, ask, "no ask at " + t);
        assertTrue(bid < ask);
      }
    }
  }

  @Test
  void moneyAndSharesAreConservedToTheUnit() {
    Simulator simulator = started(2, 4, 0);
    long cash = simulator.accounts().totalCashMicros();
    for (int i = 0; i < 600; i++) {
      simulator.run(Markets.OPEN + i * Markets.SECOND);
      assertEquals(cash, simulator.accounts().totalCashMicros());
      assertEquals(0, simulator.accounts().totalPositionLots(0));
      assertEquals(0, simulator.accounts().totalPositionLots(1));
    }
    assertNotEquals(0, simulator.accounts().exchangeCashMicros());
  }

  @Test
  void anIdleAgentChangesNobodysDraws() {
    Simulator without = started(1, 13, 0);
    SimulatorBuilder builder = Markets.mixed(1);
    builder.agent("idle", LatencyModel.constant(0), new IdleAgent(), 0);
    Simulator with = builder.build();
    with.reset(13, 0);
    without.run(TEN_MINUTES);
    with.run(TEN_MINUTES);
    assertEquals(without.digest(), with.digest());
  }

  @Test
  void instrumentsOfOneSimulationMoveApart() {
    Simulator simulator = started(2, 2, 0);
    simulator.run(TEN_MINUTES);
    assertNotEquals(simulator.market().doubleMidTicks(0), simulator.market().doubleMidTicks(1));
  }

  private static final class IdleAgent implements Agent {
    @Override
    public void onStart(AgentContext context) {
      context.wakeAt(context.market().openNanos());
    }

    @Override
    public void onWake(AgentContext context) {
      context.wakeAt(context.market().timeNanos() + Markets.SECOND / 3);
    }
  }
}
