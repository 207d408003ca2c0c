package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.PhaseCause;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.IntensityProfile;
import io.quanttradinggym.sim.market.PriceBand;
import io.quanttradinggym.sim.market.SessionRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bands around a reference price, halts at their edges, and how trading resumes. */
final class PriceBandTest {
  private static final long LATENCY = 1_000_000;
  private static final long MINUTE = 60 * Markets.SECOND;

  /** 9,900 to 10,100 ticks at first. */
  private static final PriceBand ONE_PERCENT = new PriceBand(0.01, 5 * MINUTE, 5 * MINUTE, MINUTE);

  private final Hand hand = new Hand();
  private Simulator simulator = simulator(ONE_PERCENT, 0);
  private List<String> phases = record();

  private Simulator simulator(PriceBand band, long closingAuction) {
    IntensityProfile even = new IntensityProfile(new double[0], Markets.OPEN, Markets.CLOSE);
    SimulatorBuilder builder =
        Markets.empty(10_000).band(0, band).rules(new SessionRules(0, closingAuction, 0, even));
    builder.agent("hand", LatencyModel.constant(LATENCY), hand, Markets.CASH_MICROS);
    Simulator made = builder.build();
    made.reset(1, 0);
    made.run(Markets.OPEN);
    return made;
  }

  private void use(PriceBand band, long closingAuction) {
    simulator = simulator(band, closingAuction);
    phases = record();
  }

  private List<String> record() {
    List<String> all = new ArrayList<>();
    simulator.addHook(
        new SimulationHook() {
          @Override
          public void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {
            long seconds = (simulator.timeNanos() - Markets.OPEN) / Markets.SECOND;
            all.add(seconds + " " + phase + " " + cause);
          }
        });
    return all;
  }

  private static final class Hand implements Agent {
    private final List<AgentContext> contexts = new ArrayList<>();

    @Override
    public void onAttach(AgentContext context) {
      contexts.add(context);
    }

    @Override
    public void onStart(AgentContext context) {}

    @Override
    public void onWake(AgentContext context) {}
  }

  private void limit(Side side, int ticks, long lots) {
    hand.contexts.getLast().gateway().submitLimit(0, side, ticks, lots, TimeInForce.GTC);
    simulator.run(simulator.timeNanos() + LATENCY);
  }

  private void market(Side side, long lots) {
    hand.contexts.getLast().gateway().submitMarket(0, side, lots);
    simulator.run(simulator.timeNanos() + LATENCY);
  }

  private void seconds(long afterOpen) {
    simulator.run(Markets.OPEN + afterOpen * Markets.SECOND);
  }

  private int best(Side side) {
    return simulator.market().bestTicks(0, side);
  }

  private int levels() {
    int count = 0;
    for (Side side : Side.values()) {
      count += simulator.market().levels(0, side, 9, new int[9], new long[9]);
    }
    return count;
  }

  @Test
  void ordersThatWouldTradeOutsideTheBandAreRefused() {
    limit(Side.BUY, 10_101, 1);
    limit(Side.SELL, 9_899, 1);
    assertEquals(0, levels());
    limit(Side.BUY, 10_100, 1);
    assertEquals(10_100, best(Side.BUY));
    limit(Side.SELL, 10_400, 2); // may wait for better times
    assertEquals(10_400, best(Side.SELL));
  }

  @Test
  void aMarketOrderBeyondTheBandHaltsAndAnAuctionResumes() {
    limit(Side.SELL, 10_050, 5);
    limit(Side.SELL, 10_150, 5);
    market(Side.BUY, 8);
    assertEquals(List.of("0 HALTED LIMIT_UP"), phases);
    assertEquals(10_050, simulator.market().lastTradeTicks(0));
    assertEquals(1, simulator.trades());
    limit(Side.BUY, 10_050, 1);
    assertEquals(1, levels(), "nothing gets in during a halt");
    seconds(301);
    assertEquals(TradingPhase.AUCTION_CALL, simulator.market().phase(0));
    limit(Side.BUY, 10_201, 7); // the band is 9,999 to 10,201 by now
    limit(Side.BUY, 10_202, 7);
    assertEquals(2, levels());
    seconds(360);
    assertEquals(1, simulator.trades());
    seconds(361);
    assertEquals(
        List.of("0 HALTED LIMIT_UP", "300 AUCTION_CALL REQUESTED", "360 CONTINUOUS REQUESTED"),
        phases);
    assertEquals(2, simulator.trades());
    assertTrue(simulator.market().lastTradeTicks(0) > 10_100, "beyond the old band");
    limit(Side.BUY, 10_250, 1); // within 1 % of the auction's price
    assertEquals(10_250, best(Side.BUY));
  }

  @Test
  void downIsLikeUpAndWithoutACallTradingResumesAtOnce() {
    use(new PriceBand(0.01, 0, 30 * Markets.SECOND, 0), 0);
    limit(Side.BUY, 9_850, 5);
    market(Side.SELL, 8);
    assertEquals(List.of("0 HALTED LIMIT_DOWN"), phases);
    assertEquals(0, simulator.trades());
    seconds(31);
    assertEquals("30 CONTINUOUS REQUESTED", phases.getLast());
    market(Side.SELL, 3); // 9,801 to 9,999 around the limit that was reached
    assertEquals(9_850, simulator.market().lastTradeTicks(0));
    limit(Side.BUY, 10_000, 1);
    assertEquals(9_850, best(Side.BUY));
  }

  /** Without trades a band must not go back to where the price was long ago. */
  @Test
  void haltAfterHaltTheBandFollowsAPriceThatHasGone() {
    use(new PriceBand(0.01, MINUTE, 30 * Markets.SECOND, 10 * Markets.SECOND), 0);
    limit(Side.BUY, 9_750, 50);
    market(Side.SELL, 1);
    seconds(41); // 9,801 to 9,999
    market(Side.SELL, 1);
    seconds(100); // 9,703 to 9,900, and a renewal has passed
    market(Side.SELL, 1);
    assertEquals(9_750, simulator.market().lastTradeTicks(0));
    assertEquals(2, phases.stream().filter(phase -> phase.endsWith("LIMIT_DOWN")).count());
  }

  @Test
  void anEmptySideHaltsNothing() {
    limit(Side.SELL, 10_050, 5);
    market(Side.BUY, 8);
    assertEquals(List.of(), phases);
  }

  @Test
  void theBandFollowsThePriceAndCancelsWhatItLeavesBehind() {
    limit(Side.SELL, 10_080, 1);
    market(Side.BUY, 1);
    limit(Side.SELL, 9_950, 3);
    limit(Side.BUY, 9_940, 3);
    seconds(299);
    limit(Side.BUY, 10_110, 1);
    assertEquals(9_940, best(Side.BUY));
    seconds(300); // 10,080 is the reference: 9,980 to 10,180
    assertEquals(1, levels());
    limit(Side.BUY, 10_110, 1);
    assertEquals(10_110, best(Side.BUY));
    use(new PriceBand(0.01, 0, 0, 0), 0);
    limit(Side.SELL, 10_080, 1);
    market(Side.BUY, 1);
    seconds(7_200);
    limit(Side.BUY, 10_110, 1);
    assertEquals(0, levels(), "the reference stays");
  }

  /** With a cash limit a market order goes as far as its account can pay, and the band allows. */
  @Test
  void cashAndBandTogetherLimitMarketOrders() {
    AccountLimits cashOnly = new AccountLimits(0, 0, 0, 0, MINUTE);
    SimulatorBuilder builder = Markets.empty(10_000).band(0, ONE_PERCENT).limits(cashOnly);
    Hand seller = new Hand();
    Hand poor = new Hand();
    builder.agent("hand", LatencyModel.constant(LATENCY), hand, Markets.CASH_MICROS);
    builder.agent("seller", LatencyModel.constant(LATENCY), seller, 0);
    builder.agent("poor", LatencyModel.constant(LATENCY), poor, 10_060L * 10_000);
    simulator = builder.build();
    simulator.reset(1, 0);
    phases = record();
    for (int ticks : new int[] {10_050, 10_070, 10_090, 10_150}) {
      seller.contexts.getLast().gateway().submitLimit(0, Side.SELL, ticks, 1, TimeInForce.GTC);
    }
    seconds(1);
    poor.contexts.getLast().gateway().submitMarket(0, Side.BUY, 1);
    seconds(2);
    assertEquals(1, simulator.trades());
    poor.contexts.getLast().gateway().submitMarket(0, Side.BUY, 1);
    seconds(3);
    assertEquals(1, simulator.trades(), "it has nothing left");
    hand.contexts.getLast().gateway().submit(0, new OrderTicket().market(Side.BUY, 1));
    seconds(4);
    assertEquals(10_070, simulator.market().lastTradeTicks(0));
    hand.contexts.getLast().gateway().submit(0, new OrderTicket().market(Side.BUY, 1).stop(10_070));
    seconds(5);
    assertEquals(10_070, simulator.market().lastTradeTicks(0), "what a stop costs is not known");
    assertEquals(List.of(), phases);
    market(Side.BUY, 2);
    assertEquals(List.of("5 HALTED LIMIT_UP"), phases);
    assertEquals(3, simulator.trades());
  }

  @Test
  void theClosingCallRules() {
    use(ONE_PERCENT, 10 * MINUTE);
    long sessionSeconds = (Markets.CLOSE - Markets.OPEN) / Markets.SECOND;
    seconds(sessionSeconds - 660);
    limit(Side.SELL, 10_500, 5);
    market(Side.BUY, 8);
    seconds(sessionSeconds);
    assertEquals(
        List.of(
            sessionSeconds - 660 + " HALTED LIMIT_UP",
            sessionSeconds - 600 + " AUCTION_CALL REQUESTED",
            sessionSeconds + " CONTINUOUS REQUESTED",
            sessionSeconds + " HALTED REQUESTED"),
        phases);
  }

  @Test
  void aRestoredMarketResumesLikeTheOther() {
    limit(Side.SELL, 10_150, 5);
    market(Side.BUY, 8);
    seconds(100);
    StateWriter out = new StateWriter();
    simulator.save(out);
    final Simulator whole = simulator;
    simulator = simulator(ONE_PERCENT, 0);
    simulator.load(new StateReader(out.buffer(), 0, out.size()));
    byte[][] ends = new byte[2][];
    for (Simulator any : new Simulator[] {whole, simulator}) {
      any.run(Markets.OPEN + 20 * MINUTE);
      StateWriter end = new StateWriter();
      any.save(end);
      ends[any == whole ? 0 : 1] = end.toByteArray();
    }
    assertArrayEquals(ends[0], ends[1]);
    assertEquals(TradingPhase.CONTINUOUS, simulator.market().phase(0));
    assertEquals(whole.digest(), simulator.digest());
  }

  @Test
  void anotherEpisodeBeginsWithTheFirstBand() {
    limit(Side.SELL, 10_150, 5);
    market(Side.BUY, 8);
    seconds(400);
    simulator.reset(2, 0);
    seconds(1);
    assertEquals(TradingPhase.CONTINUOUS, simulator.market().phase(0));
    limit(Side.BUY, 10_101, 1);
    assertEquals(0, levels());
  }

  @Test
  void bandsAreRoundedInwardsAndHaveLimits() {
    PriceBand band = new PriceBand(0.1, 0, 0, 0);
    assertEquals(List.of(914, 1_116), List.of(band.lowTicks(1_015), band.highTicks(1_015)));
    assertEquals(List.of(1, 2), List.of(band.lowTicks(1), band.highTicks(1)), "a tick at least");
    assertEquals(List.of(7, 9), List.of(band.lowTicks(8), band.highTicks(8)));
    int highest = OrderBook.MAX_PRICE_TICKS;
    assertEquals(highest, band.highTicks(highest));
    assertEquals(1, new PriceBand(1, 0, 0, 0).lowTicks(500));
    for (double width : new double[] {0, -0.1, 1.1, Double.NaN}) {
      assertThrows(InvalidInputException.class, () -> new PriceBand(width, 0, 0, 0));
    }
    assertThrows(InvalidInputException.class, () -> new PriceBand(0.1, -1, 0, 0));
  }
}
