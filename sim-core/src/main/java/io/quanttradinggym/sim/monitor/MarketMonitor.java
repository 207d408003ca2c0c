package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.NewsFeed;
import io.quanttradinggym.sim.market.NewsItem;
import io.quanttradinggym.sim.market.Valuation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Records the displayed state of a running market and builds frames. Observation does not change
 * the market. NOT thread safe: build frames between runs of the simulation.
 */
public final class MarketMonitor {
  private static final int NEWS = 20;
  private static final int TRADES = 40;

  private final Simulator simulator;
  private final Gauges gauges;
  private final BarHistory bars;
  private final TradeTape tape;
  private final PriceRisk risk;
  private final AgentTables agents;
  private final int[] referenceTicks; // by instrument: reference price before the first trade
  private final int[] pricesTicks;
  private final long[] quantitiesLots;

  /**
   * Attaches to a simulation before its first trade.
   *
   * @param groups the participants, in order of index
   */
  public MarketMonitor(Simulator simulator, MonitorSettings settings, List<AgentGroup> groups) {
    this.simulator = simulator;
    MarketView market = simulator.market();
    gauges = new Gauges(market, settings.barNanos());
    bars = new BarHistory(market, gauges, settings.barNanos(), settings.bars());
    tape = TradeTape.ofEach(simulator, TRADES);
    risk = new PriceRisk(market);
    Valuation valuation = new Valuation(market, simulator.accounts());
    AgentPnl pnl = new AgentPnl(valuation, simulator.participants());
    AgentGroups kinds = new AgentGroups(groups, market, simulator.accounts(), valuation, pnl);
    agents = new AgentTables(simulator, valuation, pnl, kinds);
    simulator.addHook(bars);
    simulator.addHook(gauges);
    simulator.addHook(tape);
    simulator.addHook(risk);
    simulator.addHook(kinds);
    referenceTicks = new int[market.instruments()];
    Arrays.setAll(referenceTicks, market::lastTradeTicks);
    pricesTicks = new int[settings.levels()];
    quantitiesLots = new long[settings.levels()];
  }

  /** The indicators of every frame, in order. */
  public List<ShownIndicator> indicators() {
    return gauges.shown();
  }

  /** The current frame, with details of one instrument. */
  public MarketFrame frame(int instrument) {
    return new MarketFrame(
        simulator.timeNanos(),
        new MarketCounts(
            simulator.events(), simulator.orderEvents(), simulator.trades(), simulator.digest()),
        IntStream.range(0, referenceTicks.length).mapToObj(this::quote).toList(),
        new InstrumentFrame(
            instrument,
            new Depth(levels(instrument, Side.BUY), levels(instrument, Side.SELL)),
            bars.of(instrument),
            tape.latest(instrument, TRADES),
            gauges.values(instrument),
            risk.figures(instrument)),
        news(),
        agents.frame(instrument));
  }

  private InstrumentQuote quote(int instrument) {
    MarketView market = simulator.market();
    return new InstrumentQuote(
        market.phase(instrument),
        market.lastTradeTicks(instrument),
        market.bestTicks(instrument, Side.BUY),
        market.bestTicks(instrument, Side.SELL),
        referenceTicks[instrument],
        market.aggressorVolumeLots(instrument, Side.BUY)
            + market.aggressorVolumeLots(instrument, Side.SELL));
  }

  private List<Depth.Level> levels(int instrument, Side side) {
    OrderBook book = simulator.book(instrument);
    int count = book.levels(side, pricesTicks.length, pricesTicks, quantitiesLots);
    List<Depth.Level> levels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int orders = book.orderCountAt(side, pricesTicks[i]);
      levels.add(new Depth.Level(pricesTicks[i], quantitiesLots[i], orders));
    }
    return levels;
  }

  private List<NewsLine> news() {
    NewsFeed feed = simulator.market().news();
    List<NewsLine> lines = new ArrayList<>();
    for (int back = 0; back < Math.min(NEWS, feed.count()); back++) {
      NewsItem item = feed.latest(back);
      lines.add(
          new NewsLine(
              item.timeNanos(), item.kind(), about(item), item.surprise(), item.valueChange()));
    }
    return lines;
  }

  private String about(NewsItem item) {
    return item.instrument() == NewsItem.ALL
        ? item.sector()
        : simulator.market().instrument(item.instrument()).symbol();
  }
}
