package io.quanttradinggym.sim.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.sim.kernel.Markets;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.Valuation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a market, against what the simulation says of itself. */
final class MarketMonitorTest {
  private static final MonitorSettings SETTINGS = new MonitorSettings(60 * Markets.SECOND, 6, 3);
  private static final List<AgentGroup> GROUPS =
      List.of(new AgentGroup("makers", 3), new AgentGroup("others", 123));

  private final Simulator simulator = Markets.mixed(2).build();

  private MarketMonitor monitorTo(long seconds) {
    simulator.reset(3, 0);
    MarketMonitor monitor = new MarketMonitor(simulator, SETTINGS, GROUPS);
    simulator.run(Markets.OPEN + seconds * Markets.SECOND);
    return monitor;
  }

  @Test
  void aFrameIsTheMarketNow() {
    MarketFrame frame = monitorTo(630).frame(1);
    assertEquals(simulator.timeNanos(), frame.timeNanos());
    assertEquals(simulator.digest(), frame.counts().digest());
    InstrumentQuote quote = frame.quotes().get(1);
    assertEquals(quote.bidTicks(), frame.shown().depth().bids().getFirst().priceTicks());
    assertEquals(quote.askTicks(), frame.shown().depth().asks().getFirst().priceTicks());
    assertEquals(3, frame.shown().depth().bids().size());
    TradeRecord last = frame.shown().trades().getFirst();
    assertEquals(quote.lastTicks(), last.priceTicks());
    assertEquals(1, last.instrument());
    assertEquals(40, frame.shown().trades().size());
  }

  @Test
  void theLastBarsAreKeptAndTheGrowingOneIsTheLast() {
    List<ShownBar> bars = monitorTo(630).frame(0).shown().bars();
    assertEquals(6, bars.size());
    for (int i = 0; i < 6; i++) {
      assertEquals(Markets.OPEN + (6 + i) * 60L * Markets.SECOND, bars.get(i).bar().endNanos());
    }
    assertEquals(simulator.market().lastTradeTicks(0), (int) bars.getLast().bar().closeTicks());
  }

  @Test
  void groupsAndPeopleAddUp() {
    AgentFrame agents = monitorTo(630).frame(0).agents();
    Valuation valuation = new Valuation(simulator.market(), simulator.accounts());
    long gross = 0;
    long equity = 0;
    for (int participant = 0; participant < simulator.participants(); participant++) {
      gross += valuation.grossMicros(participant);
      equity += valuation.equityMicros(participant);
    }
    assertEquals(gross, agents.exposure().grossMicros());
    assertEquals(gross, agents.groups().stream().mapToLong(g -> g.money().grossMicros()).sum());
    long pnl = agents.groups().stream().mapToLong(g -> g.money().pnlMicros()).sum();
    assertEquals(equity - simulator.participants() * Markets.CASH_MICROS, pnl);
    assertTrue(agents.winners().getFirst().pnlMicros() > 0);
    assertTrue(agents.losers().getFirst().pnlMicros() < 0);
  }

  @Test
  void oneTapeForAllKeepsTheOrderOfTheTrades() {
    simulator.reset(3, 0);
    TradeTape tape = TradeTape.ofAll(simulator, 50);
    simulator.addHook(tape);
    simulator.run(Markets.OPEN + 600 * Markets.SECOND);
    List<TradeRecord> trades = tape.latest(0, 1_000);
    assertEquals(50, trades.size());
    for (int i = 1; i < trades.size(); i++) {
      assertTrue(trades.get(i).timeNanos() <= trades.get(i - 1).timeNanos());
    }
    assertTrue(trades.stream().anyMatch(trade -> trade.instrument() == 1));
    assertEquals(trades.subList(0, 7), tape.latest(0, 7));
    tape.clear();
    assertEquals(List.of(), tape.latest(0, 7));
  }

  @Test
  void beingLookedAtChangesNothing() {
    monitorTo(630).frame(0);
    long seen = simulator.digest();
    Simulator unseen = Markets.mixed(2).build();
    unseen.reset(3, 0);
    unseen.run(Markets.OPEN + 630 * Markets.SECOND);
    assertEquals(unseen.digest(), seen);
  }
}
