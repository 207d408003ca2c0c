package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.market.IntensityProfile;
import io.quanttradinggym.sim.market.SessionRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A subscriber is notified once each time one side of a book becomes thin. */
final class DepthImbalanceMonitorTest {
  private final Watcher watcher = new Watcher(0.1);
  private final Watcher careless = new Watcher(0);
  private final Simulator simulator = simulator();

  private Simulator simulator() {
    SimulatorBuilder builder = Markets.empty(10_000);
    builder.agent("careless", LatencyModel.constant(0), careless, Markets.CASH_MICROS);
    builder.agent("watcher", LatencyModel.constant(0), watcher, Markets.CASH_MICROS);
    Simulator made = builder.build();
    made.reset(1, 0);
    made.run(Markets.OPEN);
    return made;
  }

  private static final class Watcher implements Agent {
    private final double share;
    private final List<AgentContext> contexts = new ArrayList<>();
    private final List<Long> heard = new ArrayList<>();

    Watcher(double share) {
      this.share = share;
    }

    @Override
    public double depthImbalanceShare() {
      return share;
    }

    @Override
    public void onAttach(AgentContext context) {
      contexts.add(context);
    }

    @Override
    public void onStart(AgentContext context) {}

    @Override
    public void onWake(AgentContext context) {}

    @Override
    public void onDepthImbalance(AgentContext context, int instrument) {
      heard.add(context.market().timeNanos() - Markets.OPEN);
    }
  }

  private void pass() {
    simulator.run(simulator.timeNanos() + 1);
  }

  private long limit(Side side, int ticks, long lots) {
    OrderGateway gateway = careless.contexts.getLast().gateway();
    long id = gateway.submitLimit(0, side, ticks, lots, TimeInForce.GTC);
    pass();
    return id;
  }

  private void cancel(long orderId) {
    careless.contexts.getLast().gateway().cancel(0, orderId);
    pass();
  }

  @Test
  void everyTimeThatASideBecomesThinIsHeardOnce() {
    limit(Side.BUY, 90, 60);
    limit(Side.BUY, 80, 40);
    assertEquals(List.of(0L), watcher.heard, "the other side is empty");
    limit(Side.SELL, 110, 9);
    assertEquals(1, watcher.heard.size(), "still thin");
    long tenth = limit(Side.SELL, 120, 1);
    assertEquals(1, watcher.heard.size(), "a tenth is not less than a tenth");
    cancel(tenth);
    assertEquals(List.of(0L, 4L), watcher.heard);
    limit(Side.SELL, 130, 2_000);
    assertEquals(3, watcher.heard.size(), "now the other one is thin");
    assertEquals(List.of(), careless.heard);
  }

  /** In a busy market, where most messages are not looked at, against adding up after each. */
  @Test
  void nothingIsMissed() {
    Watcher often = new Watcher(0.7);
    SimulatorBuilder builder = Markets.mixed(2);
    builder.agent("often", LatencyModel.constant(0), often, Markets.CASH_MICROS);
    Simulator market = builder.build();
    market.reset(3, 0);
    List<Long> expected = new ArrayList<>();
    int[] states = new int[2];
    market.addHook(
        new SimulationHook() {
          @Override
          public void onMessageDone(int instrument) {
            long bids = market.book(instrument).shownLots(Side.BUY);
            long asks = market.book(instrument).shownLots(Side.SELL);
            int now = asks < 0.7 * bids ? 1 : bids < 0.7 * asks ? 2 : 0;
            if (now != states[instrument] && now > 0) {
              expected.add(market.timeNanos() - Markets.OPEN);
            }
            states[instrument] = now;
          }
        });
    market.run(Markets.OPEN + 1_800 * Markets.SECOND);
    assertEquals(expected, often.heard);
    assertTrue(expected.size() > 50, "heard " + expected.size());
  }

  @Test
  void aRestoredMarketKnowsWhatWasHeard() {
    limit(Side.BUY, 90, 60);
    StateWriter out = new StateWriter();
    simulator.save(out);
    limit(Side.SELL, 110, 60);
    limit(Side.SELL, 111, 1_000);
    assertEquals(2, watcher.heard.size());
    simulator.load(new StateReader(out.buffer(), 0, out.size()));
    limit(Side.BUY, 89, 60);
    assertEquals(2, watcher.heard.size(), "it is still the first time");
    limit(Side.SELL, 110, 60);
    limit(Side.SELL, 111, 5_000);
    assertEquals(3, watcher.heard.size());
  }

  /** What a reserve bid shows after an auction counts, although no trade says so. */
  @Test
  void anAuctionIsLookedAtAnew() {
    IntensityProfile even = new IntensityProfile(new double[0], Markets.OPEN, Markets.CLOSE);
    Watcher hearing = new Watcher(0.2);
    SimulatorBuilder builder =
        Markets.empty(10_000).rules(new SessionRules(0, 20 * Markets.SECOND, 0, even));
    builder.agent("careless", LatencyModel.constant(0), careless, Markets.CASH_MICROS);
    builder.agent("watcher", LatencyModel.constant(0), hearing, Markets.CASH_MICROS);
    Simulator closing = builder.build();
    closing.reset(1, 0);
    closing.run(Markets.OPEN);
    OrderGateway gateway = careless.contexts.getLast().gateway();
    gateway.submit(0, new OrderTicket().limit(Side.BUY, 100, 1_000).display(100));
    gateway.submitLimit(0, Side.SELL, 100, 99, TimeInForce.IOC);
    long bid = gateway.submitLimit(0, Side.BUY, 90, 20, TimeInForce.GTC);
    gateway.submitLimit(0, Side.SELL, 200, 17, TimeInForce.GTC);
    gateway.reduce(0, bid, 1);
    closing.run(Markets.CLOSE - Markets.SECOND);
    assertEquals(20, closing.book(0).shownLots(Side.BUY));
    int before = hearing.heard.size();
    gateway.submitLimit(0, Side.SELL, 100, 1, TimeInForce.GTC);
    closing.run(Markets.CLOSE);
    assertEquals(119, closing.book(0).shownLots(Side.BUY), "its next slice");
    assertEquals(17, closing.book(0).shownLots(Side.SELL));
    assertEquals(before + 1, hearing.heard.size());
  }
}
