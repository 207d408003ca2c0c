package io.quanttradinggym.grpc.command;

import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.scenario.Scenarios;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.FilePolicies;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Digest;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.recording.MarketSeries;
import io.quanttradinggym.sim.recording.MessageFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays a scenario's market for many seeds, on all cores, and writes what the statistics of realism
 * need of each day: one file for each seed and instrument.
 */
public final class SeriesCommand implements Command {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int MOST_SEEDS = 100_000;

  @Override
  public String name() {
    return "series";
  }

  @Override
  public Arguments.Usage usage() {
    return new Arguments.Usage(
        List.of("SCENARIO", "DIRECTORY"),
        List.of(),
        List.of("seed", "seeds", "until", "overrides"),
        List.of());
  }

  @Override
  public Map<String, Object> run(Arguments arguments, Console console) {
    Scenario scenario =
        Problems.reporting(
            Reason.SCENARIO,
            () -> new Scenarios().find(arguments.get(0), arguments.option("overrides").orElse("")));
    long untilNanos = MarketRun.untilNanos(scenario, arguments.option("until"));
    long firstSeed = arguments.seed("seed");
    int seeds = arguments.integer("seeds", 1, 1, MOST_SEEDS);
    Path directory = Path.of(arguments.get(1));
    try (FilePolicies policies = new FilePolicies(Scenarios.folder(arguments.get(0)))) {
      Files.createDirectories(directory);
      SimulationFactory factory = new SimulationFactory(scenario, policies);
      List<Map<String, Object>> days =
          new Days(console, seeds)
              .play(
                  factory,
                  firstSeed,
                  seeds,
                  (simulator, seed) -> play(simulator, seed, untilNanos, directory));
      return Map.of("scenario", scenario.name(), "days", days);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> play(
      Simulator simulator, long seed, long untilNanos, Path directory) {
    long start = System.nanoTime();
    var market = simulator.market();
    List<MarketSeries> all = new ArrayList<>();
    for (int i = 0; i < market.instruments(); i++) {
      MarketSeries series = new MarketSeries(market, i, simulator.book(i));
      all.add(series);
      simulator.addHook(new MessageFeed(i, simulator.book(i), series));
      simulator.addHook(series);
    }
    MarketRun.to(simulator, untilNanos);
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    List<String> files = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String symbol = market.instrument(i).symbol();
      Path file =
          directory.resolve("series_%s_%s.npz".formatted(symbol, Long.toUnsignedString(seed)));
      all.get(i).write(file);
      files.add(file.toString());
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("seed", new BigInteger(Long.toUnsignedString(seed)));
    document.put("digest", Digest.format(simulator.digest()));
    document.put("order_events", simulator.orderEvents());
    document.put("trades", simulator.trades());
    document.put("wall_seconds", seconds);
    document.put("files", files);
    return document;
  }
}
