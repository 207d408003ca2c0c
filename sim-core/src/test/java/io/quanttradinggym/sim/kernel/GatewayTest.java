package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One participant, message by message: what it sends, when it arrives, what it receives. */
class GatewayTest {
  private static final long LATENCY = 5_000_000;

  private final Recorder recorder = new Recorder();
  private final Simulator simulator = simulator();

  private Simulator simulator() {
    SimulatorBuilder builder = Markets.mixed(1);
    builder.agent("recorder", LatencyModel.constant(LATENCY), recorder, 1_000);
    return builder.build();
  }

  private AgentContext startedAt(long nanos) {
    simulator.reset(1, 0);
    simulator.run(nanos);
    return recorder.context();
  }

  @Test
  void ordersArriveAfterTheLatencyAndAreHeardOf() {
    AgentContext context = startedAt(Markets.OPEN + Markets.SECOND);
    long sent = simulator.timeNanos();
    long id = context.gateway().submitLimit(0, Side.BUY, 10, 4, TimeInForce.GTC);
    simulator.run(sent + LATENCY - 1);
    assertFalse(simulator.book(0).isLive(id));
    simulator.run(sent + LATENCY);
    assertTrue(simulator.book(0).isLive(id));
    assertEquals(List.of("accepted " + id), recorder.heard);
  }

  @Test
  void everyOutcomeReachesItsOwner() {
    AgentContext context = startedAt(Markets.OPEN + Markets.SECOND);
    OrderGateway gateway = context.gateway();
    long resting = gateway.submitLimit(0, Side.BUY, 10, 9, TimeInForce.GTC);
    gateway.reduce(0, resting, 4);
    gateway.replace(0, resting, 11, 5);
    gateway.cancel(0, resting);
    gateway.cancel(0, resting);
    long bad = gateway.submitLimit(0, Side.BUY, 0, 9, TimeInForce.GTC);
    long bought = gateway.submitMarket(0, Side.BUY, 1);
    simulator.run(simulator.timeNanos() + Markets.SECOND);
    assertEquals(
        List.of(
            "accepted " + resting,
            "reduced " + resting + " 5",
            "replaced " + resting + " 11 5",
            "cancelled " + resting + " 5 REQUESTED",
            "request rejected " + resting + " UNKNOWN_ORDER",
            "rejected " + bad + " INVALID_PRICE",
            "accepted " + bought,
            "filled " + bought + " BUY 1 0"),
        recorder.heard);
    assertEquals(1, context.positionLots(0));
    assertTrue(context.cashMicros() < 1_000);
    assertTrue(context.feesMicros() > 0);
  }

  @Test
  void aPausedRunGoesOnWhereItStopped() {
    AgentContext context = startedAt(Markets.OPEN + Markets.SECOND);
    long wake = simulator.timeNanos() + 3 * Markets.SECOND;
    recorder.pausing = true;
    context.wakeAt(wake);
    assertTrue(simulator.run(wake + Markets.SECOND));
    assertEquals(wake, simulator.timeNanos());
    assertFalse(simulator.run(wake + Markets.SECOND));
    assertEquals(wake + Markets.SECOND, simulator.timeNanos());
  }

  @Test
  void theSessionEndsAtTheClose() {
    startedAt(Markets.OPEN);
    simulator.run(Long.MAX_VALUE);
    assertEquals(Markets.CLOSE, simulator.timeNanos());
  }

  private static final class Recorder implements Agent {
    private final List<String> heard = new ArrayList<>();
    private final List<AgentContext> contexts = new ArrayList<>();
    private boolean pausing;

    AgentContext context() {
      return contexts.getLast();
    }

    @Override
    public boolean wantsOrderEvents() {
      return true;
    }

    @Override
    public void onStart(AgentContext context) {
      contexts.add(context);
    }

    @Override
    public void onWake(AgentContext context) {
      if (pausing) {
        context.pause();
      }
    }

    @Override
    public void onAccepted(AgentContext context, int instrument, long orderId) {
      heard.add("accepted " + orderId);
    }

    @Override
    public void onFill(
        AgentContext context,
        int instrument,
        long orderId,
        Side side,
        int priceTicks,
        long quantityLots,
        long remainingLots) {
      heard.add("filled " + orderId + " " + side + " " + quantityLots + " " + remainingLots);
    }

    @Override
    public void onCancelled(
        AgentContext context,
        int instrument,
        long orderId,
        long remainingLots,
        CancelReason reason) {
      heard.add("cancelled " + orderId + " " + remainingLots + " " + reason);
    }

    @Override
    public void onRejected(
        AgentContext context, int instrument, long orderId, RejectReason reason) {
      heard.add("rejected " + orderId + " " + reason);
    }

    @Override
    public void onRequestRejected(
        AgentContext context, int instrument, long orderId, RejectReason reason) {
      heard.add("request rejected " + orderId + " " + reason);
    }

    @Override
    public void onReduced(AgentContext context, int instrument, long orderId, long remainingLots) {
      heard.add("reduced " + orderId + " " + remainingLots);
    }

    @Override
    public void onReplaced(
        AgentContext context, int instrument, long orderId, int priceTicks, long remainingLots) {
      heard.add("replaced " + orderId + " " + priceTicks + " " + remainingLots);
    }
  }
}
