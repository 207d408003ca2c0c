package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.recording.MarketSeries;
import io.quanttradinggym.sim.recording.MessageFeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Plays a scenario's market for many seeds on all cores, and records the inputs of the realism
 * statistics: one file for each seed and instrument.
 */
public final class SeriesExperiment {
  private final SimulationFactory market;

  public SeriesExperiment(SimulationFactory market) {
    this.market = market;
  }

  /**
   * Plays the seeds.
   *
   * @param directory destination of the files
   * @param days receives each day when its files are complete, from any thread, in order of
   *     completion
   */
  public void run(
      DaysSettings settings,
      Path directory,
      Consumer<SeriesDay> days,
      ExperimentListener listener) {
    long untilNanos = MarketRun.untilNanos(market.scenario(), settings.until());
    new Days(listener, settings.seeds())
        .play(
            market,
            settings,
            (simulator, seed) -> {
              SeriesDay day = play(simulator, seed, untilNanos, directory, listener);
              days.accept(day);
              return day;
            });
  }

  private static SeriesDay play(
      Simulator simulator,
      long seed,
      long untilNanos,
      Path directory,
      ExperimentListener listener) {
    long start = System.nanoTime();
    var market = simulator.market();
    List<MarketSeries> all = new ArrayList<>();
    for (int i = 0; i < market.instruments(); i++) {
      MarketSeries series = new MarketSeries(market, i, simulator.book(i));
      all.add(series);
      simulator.addHook(new MessageFeed(i, simulator.book(i), series));
      simulator.addHook(series);
    }
    MarketRun.to(simulator, untilNanos, listener);
    double seconds = (System.nanoTime() - start) / (double) Units.NANOS_PER_SECOND;
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String symbol = market.instrument(i).symbol();
      String name = "series_%s_%s.npz".formatted(symbol, Long.toUnsignedString(seed));
      Path file = directory.resolve(name);
      all.get(i).write(file);
      files.add(file);
    }
    return new SeriesDay(
        seed, simulator.digest(), simulator.orderEvents(), simulator.trades(), seconds, files);
  }
}
