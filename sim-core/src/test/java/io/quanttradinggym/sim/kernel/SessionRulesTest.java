package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.market.IntensityProfile;
import io.quanttradinggym.sim.market.SessionRules;
import io.quanttradinggym.sim.market.StepClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Auctions, delays, busy hours, ticks and measured latencies in a running market. */
class SessionRulesTest {
  private static final long MINUTE = 60 * Markets.SECOND;

  private static SessionRules rules(
      long openingAuction, long closingAuction, long processing, double... points) {
    return new SessionRules(
        openingAuction,
        closingAuction,
        processing,
        new IntensityProfile(points, Markets.OPEN, Markets.CLOSE));
  }

  private static Simulator market(SessionRules rules) {
    Simulator simulator = Markets.mixed(2).rules(rules).build();
    simulator.reset(4, 0);
    return simulator;
  }

  private static final class Uncrossings implements SimulationHook {
    final List<Long> times = new ArrayList<>();
    final List<Long> lots = new ArrayList<>();
    final Simulator market;

    Uncrossings(Simulator market) {
      this.market = market;
      market.addHook(this);
    }

    @Override
    public void onUncrossed(int instrument, int priceTicks, long quantityLots) {
      times.add(market.timeNanos());
      lots.add(quantityLots);
      assertEquals(priceTicks, market.market().lastTradeTicks(instrument));
    }
  }

  @Test
  void theDayBeginsAndEndsWithAnAuction() {
    Simulator market = market(rules(2 * MINUTE, 3 * MINUTE, 0));
    Uncrossings auctions = new Uncrossings(market);
    market.run(Markets.OPEN + 2 * MINUTE - 1);
    assertEquals(TradingPhase.AUCTION_CALL, market.market().phase(0));
    assertEquals(0, market.trades());
    market.run(Markets.OPEN + 2 * MINUTE);
    assertEquals(TradingPhase.CONTINUOUS, market.market().phase(1));
    market.run(Markets.CLOSE - 3 * MINUTE);
    assertTrue(market.trades() > 1_000);
    assertEquals(TradingPhase.AUCTION_CALL, market.market().phase(0));
    long before = market.trades();
    market.run(Markets.CLOSE - 1);
    assertEquals(before, market.trades());
    market.run(Markets.CLOSE);
    assertEquals(TradingPhase.HALTED, market.market().phase(0));
    assertTrue(market.trades() > before, "the closing auction trades");
    assertTrue(auctions.times.contains(Markets.CLOSE), auctions.times.toString());
    assertTrue(auctions.lots.stream().allMatch(lots -> lots > 0));
  }

  @Test
  void aRestoredMarketGoesOnWithItsAuctions() {
    SessionRules rules = rules(2 * MINUTE, 3 * MINUTE, 1_000, 3, 1, 3);
    Simulator whole = market(rules);
    whole.run(Markets.OPEN + MINUTE);
    StateWriter out = new StateWriter();
    whole.save(out);
    Simulator restored = market(rules);
    restored.run(Markets.OPEN + 10 * MINUTE);
    restored.load(new StateReader(out.buffer(), 0, out.size()));
    for (Simulator any : new Simulator[] {whole, restored}) {
      any.run(Markets.CLOSE);
    }
    StateWriter again = new StateWriter();
    restored.save(again);
    out.clear();
    whole.save(out);
    assertArrayEquals(out.toByteArray(), again.toByteArray());
  }

  @Test
  void busyHoursHaveMoreOrders() {
    long[] orders = new long[3];
    Simulator market = market(rules(0, 0, 0, 3, 1, 1, 3));
    for (int third = 0; third < 3; third++) {
      long before = market.orderEvents();
      market.run(Markets.OPEN + (third + 1L) * 7_800 * Markets.SECOND);
      orders[third] = market.orderEvents() - before;
    }
    assertEquals(2.0, (double) orders[0] / orders[1], 0.3);
    assertEquals(2.0, (double) orders[2] / orders[1], 0.3);
    Simulator flat = market(rules(0, 0, 0));
    flat.run(Markets.CLOSE);
    assertEquals(1.0, (double) market.orderEvents() / flat.orderEvents(), 0.1);
  }

  private static final class Ticker implements Agent {
    final List<Long> wakes = new ArrayList<>();
    long arrivalNanos;
    long sentNanos;

    @Override
    public void onStart(AgentContext context) {
      context.wakeAt(StepClock.MINUTE.nextNanos(context.market()));
    }

    @Override
    public void onWake(AgentContext context) {
      wakes.add(context.market().timeNanos());
      assertEquals(wakes.size(), StepClock.MINUTE.tick(context.market()));
      context.wakeAt(StepClock.MINUTE.nextNanos(context.market()));
      if (wakes.size() == 1) {
        sentNanos = context.market().timeNanos();
        context.gateway().submitMarket(0, Side.BUY, 1);
      }
    }

    @Override
    public boolean wantsOrderEvents() {
      return true;
    }

    @Override
    public void onAccepted(AgentContext context, int instrument, long orderId) {
      arrivalNanos = context.market().timeNanos();
    }
  }

  @Test
  void ticksAreWholeUnitsAndTheExchangeTakesItsTime() {
    SimulatorBuilder builder = Markets.mixed(1).rules(rules(0, 0, 250));
    Ticker ticker = new Ticker();
    builder.agent("ticker", LatencyModel.constant(1_000), ticker, 1_000_000_000L);
    Simulator market = builder.build();
    market.reset(1, 0);
    market.run(Markets.OPEN + 3 * MINUTE);
    assertEquals(
        List.of(Markets.OPEN + MINUTE, Markets.OPEN + 2 * MINUTE, Markets.OPEN + 3 * MINUTE),
        ticker.wakes);
    assertEquals(1_250, ticker.arrivalNanos - ticker.sentNanos);
  }

  @Test
  void clocksHaveNames() {
    var spec = StepClock.parameter("clock", StepClock.SECOND, "Which clock.");
    for (StepClock clock : StepClock.values()) {
      String unit = spec.choices().get(clock.ordinal());
      Parameters chosen = Parameters.of(List.of(spec), Map.of("clock", unit), "");
      assertEquals(clock, StepClock.of(chosen, "clock"));
    }
    assertEquals(List.of("ms", "s", "min", "h"), spec.choices());
  }

  @Test
  void measuredLatenciesHaveTheirQuantiles() {
    LatencyModel measured = LatencyModel.empirical(List.of(100L, 200L, 1_000L));
    LatencySampler sampler = new LatencySampler(measured, 0);
    RandomStream random = new RandomStream("latency");
    int low = 0;
    int middle = 0;
    for (int i = 0; i < 10_000; i++) {
      long nanos = sampler.nextNanos(random);
      assertTrue(nanos >= 100 && nanos <= 1_000);
      low += nanos < 200 ? 1 : 0;
      middle += nanos < 600 ? 1 : 0;
    }
    assertEquals(5_000, low, 200);
    assertEquals(7_500, middle, 200);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThrows(InvalidInputException.class, () -> LatencyModel.empirical(List.of(5L)));
    assertThrows(InvalidInputException.class, () -> LatencyModel.empirical(List.of(5L, 4L)));
    SimulatorBuilder builder = Markets.mixed(1);
    SessionRules tooLong = rules(4 * 3_600 * Markets.SECOND, 3 * 3_600 * Markets.SECOND, 0);
    assertThrows(InvalidInputException.class, () -> builder.rules(tooLong));
  }
}
