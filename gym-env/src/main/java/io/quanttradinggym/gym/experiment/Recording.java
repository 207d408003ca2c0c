package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.recording.ActivityLog;
import io.quanttradinggym.sim.recording.BarLog;
import io.quanttradinggym.sim.recording.DepthLog;
import io.quanttradinggym.sim.recording.LobsterWriter;
import io.quanttradinggym.sim.recording.MarketSeries;
import io.quanttradinggym.sim.recording.MessageFeed;
import io.quanttradinggym.sim.recording.NewsLog;
import io.quanttradinggym.sim.recording.PhaseLog;
import io.quanttradinggym.sim.recording.Population;
import io.quanttradinggym.sim.recording.PopulationLog;
import io.quanttradinggym.sim.recording.Populations;
import io.quanttradinggym.sim.recording.PortfolioLog;
import io.quanttradinggym.sim.recording.PriceLog;
import io.quanttradinggym.sim.recording.TradeLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records a simulation in files from now until it is closed. */
final class Recording implements AutoCloseable {
  private static final int DEPTH_LEVELS = 20;
  private static final long PORTFOLIOS = Units.NANOS_PER_HOUR;
  private final Simulator simulator;
  private final Path directory;
  private final Scenario scenario;
  private final List<SimulationHook> hooks = new ArrayList<>();
  private final List<Runnable> closers = new ArrayList<>();

  /**
   * @param directory destination of the files
   */
  Recording(Simulator simulator, Path directory, Scenario scenario) {
    this.simulator = simulator;
    this.directory = directory;
    this.scenario = scenario;
  }

  /**
   * Creates the files.
   *
   * @param levels number of levels of the LOBSTER book files
   */
  void begin(RecordedFiles files, int levels) {
    switch (files) {
      case NONE -> {}
      case TABLES -> beginTables();
      case ALL -> beginAll(levels);
    }
  }

  private void beginTables() {
    populations().write(directory.resolve("agents.csv"));
    TradeLog trades = new TradeLog(directory.resolve("trades.csv"), simulator);
    hook(trades, trades::close);
    PortfolioLog portfolios = new PortfolioLog(directory, simulator, PORTFOLIOS);
    hook(portfolios, portfolios::close);
  }

  private void beginAll(int levels) {
    beginTables();
    var market = simulator.market();
    beginMetrics();
    PriceLog prices = new PriceLog(directory.resolve("prices.csv"), simulator);
    hook(prices, prices::close);
    beginBars("1m", Units.NANOS_PER_MINUTE);
    beginBars("5m", 5 * Units.NANOS_PER_MINUTE);
    beginBars("1h", Units.NANOS_PER_HOUR);
    String date = OrderBookMarket.of(scenario).session().date().toString();
    for (int i = 0; i < market.instruments(); i++) {
      var book = simulator.book(i);
      LobsterWriter lobster = new LobsterWriter(directory, date, market, i, book, levels);
      hook(new MessageFeed(i, book, lobster), lobster::close);
      MarketSeries series = new MarketSeries(market, i, book);
      Path file = directory.resolve("series_" + market.instrument(i).symbol() + ".npz");
      hook(new MessageFeed(i, book, series), () -> series.write(file));
      hook(series, () -> {});
    }
  }

  private void beginBars(String name, long stepNanos) {
    Path file = directory.resolve("bars_" + name + ".csv");
    BarLog bars = new BarLog(file, simulator.market(), stepNanos);
    hook(bars, bars::close);
  }

  private void beginMetrics() {
    Populations populations = populations();
    var market = simulator.market();
    PopulationLog owned =
        new PopulationLog(directory, simulator, populations, Units.NANOS_PER_MINUTE);
    hook(owned, owned::close);
    ActivityLog activity = new ActivityLog(directory.resolve("activity.csv"), market, populations);
    hook(activity, activity::close);
    DepthLog depth =
        new DepthLog(directory.resolve("depth.csv"), market, DEPTH_LEVELS, Units.NANOS_PER_MINUTE);
    hook(depth, depth::close);
    NewsLog news = new NewsLog(directory.resolve("news.csv"), market);
    hook(news, news::close);
    PhaseLog phases = new PhaseLog(directory.resolve("phases.csv"), market);
    hook(phases, phases::close);
  }

  private Populations populations() {
    return new Populations(
        OrderBookMarket.of(scenario).population().stream()
            .map(entry -> new Population(entry.name(), entry.agent().type(), entry.count()))
            .toList());
  }

  private void hook(SimulationHook hook, Runnable close) {
    hooks.add(hook);
    closers.add(close);
    simulator.addHook(hook);
  }

  @Override
  public void close() {
    hooks.forEach(simulator::removeHook);
    closers.forEach(Runnable::run);
  }
}
