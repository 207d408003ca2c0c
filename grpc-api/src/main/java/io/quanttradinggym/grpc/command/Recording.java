package io.quanttradinggym.grpc.command;

import io.quanttradinggym.base.unit.Units;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every file about a simulation that there is, from now until it is closed. */
final class Recording implements AutoCloseable {
  private static final int DEPTH_LEVELS = 20;
  private static final long PORTFOLIOS = Units.NANOS_PER_HOUR;
  private static final Map<String, Long> BARS =
      new TreeMap<>(
          Map.of(
              "1m",
              Units.NANOS_PER_MINUTE,
              "5m",
              5 * Units.NANOS_PER_MINUTE,
              "1h",
              Units.NANOS_PER_HOUR));

  private final Simulator simulator;
  private final List<SimulationHook> hooks = new ArrayList<>();
  private final List<Runnable> closers = new ArrayList<>();

  Recording(Simulator simulator) {
    this.simulator = simulator;
  }

  /**
   * Begins the tables: participants, trades and portfolios.
   *
   * @param directory is made
   */
  void beginTables(Path directory, Scenario scenario) {
    create(directory);
    populations(scenario).write(directory.resolve("agents.csv"));
    TradeLog trades = new TradeLog(directory.resolve("trades.csv"), simulator);
    hook(trades, trades::close);
    PortfolioLog portfolios = new PortfolioLog(directory, simulator, PORTFOLIOS);
    hook(portfolios, portfolios::close);
  }

  /**
   * Begins all files.
   *
   * @param directory is made
   * @param levels of the LOBSTER book files
   */
  void begin(Path directory, Scenario scenario, int levels) {
    beginTables(directory, scenario);
    var market = simulator.market();
    beginMetrics(directory, populations(scenario));
    PriceLog prices = new PriceLog(directory.resolve("prices.csv"), simulator);
    hook(prices, prices::close);
    BARS.forEach((name, step) -> {
      Path file = directory.resolve("bars_" + name + ".csv");
      BarLog bars = new BarLog(file, market, step);
      hook(bars, bars::close);
    });
    String date = scenario.session().date().toString();
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

  private void beginMetrics(Path directory, Populations populations) {
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

  private static Populations populations(Scenario scenario) {
    return new Populations(
        scenario.population().stream()
            .map(entry -> new Population(entry.name(), entry.agent().type(), entry.count()))
            .toList());
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
