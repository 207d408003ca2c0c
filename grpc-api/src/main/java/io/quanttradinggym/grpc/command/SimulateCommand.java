package io.quanttradinggym.grpc.command;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.scenario.Scenarios;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.FilePolicies;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the market of a scenario, without its trader, and says what came of it. */
public final class SimulateCommand implements Command {
  private static final long SECOND = 1_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int LEVELS = 10;
  private static final int MOST_LEVELS = 1000;

  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public Arguments.Usage usage() {
    return new Arguments.Usage(
        List.of("SCENARIO"),
        List.of(),
        List.of("seed", "until", "overrides", "out", "levels", "tables", "save", "resume"),
        List.of());
  }

  @Override
  public Map<String, Object> run(Arguments arguments, Console console) {
    Scenario scenario =
        Problems.reporting(
            Reason.SCENARIO,
            () -> new Scenarios().find(arguments.get(0), arguments.option("overrides").orElse("")));
    long untilNanos = MarketRun.untilNanos(scenario, arguments.option("until"));
    long seed = arguments.seed("seed");
    int levels = arguments.integer("levels", LEVELS, 1, MOST_LEVELS);
    try (FilePolicies policies = new FilePolicies(Scenarios.folder(arguments.get(0)))) {
      Simulator simulator = new SimulationFactory(scenario, policies).create();
      begin(simulator, scenario, policies, seed, untilNanos, arguments.option("resume"));
      Start start = new Start(simulator.timeNanos(), simulator.events());
      double seconds;
      try (Recording recording = new Recording(simulator)) {
        arguments.option("out").ifPresent(out -> recording.begin(Path.of(out), scenario, levels));
        arguments
            .option("tables")
            .ifPresent(tables -> recording.beginTables(Path.of(tables), scenario));
        seconds = run(simulator, untilNanos, console);
      }
      arguments
          .option("save")
          .ifPresent(file -> SavedMarket.save(simulator, scenario, policies, Path.of(file)));
      return document(scenario, seed, simulator, start, seconds);
    }
  }

  /**
   * Where a run began: at its seed, or where it was saved.
   *
   * @param events of before
   */
  private record Start(long timeNanos, long events) {}

  private static void begin(
      Simulator simulator,
      Scenario scenario,
      FilePolicies policies,
      long seed,
      long untilNanos,
      Optional<String> saved) {
    simulator.reset(seed, 0);
    if (saved.isPresent()) {
      SavedMarket.restore(simulator, scenario, policies, Path.of(saved.get()));
    }
    if (untilNanos < simulator.timeNanos()) {
      String time = Durations.format(simulator.timeNanos() - simulator.market().openNanos());
      throw new ProblemException(
          Reason.ARGUMENT,
          "until",
          Durations.format(untilNanos - simulator.market().openNanos()),
          "at least %s, which the saved simulation has reached".formatted(time));
    }
  }

  /** Runs second by second, which changes nothing in the events; returns the seconds it took. */
  private static double run(Simulator simulator, long untilNanos, Console console) {
    long openNanos = simulator.market().openNanos();
    long totalSeconds = Math.max(1, (untilNanos - openNanos) / SECOND);
    var progress = console.progress("seconds of the session");
    long start = System.nanoTime();
    MarketRun.to(simulator, Math.min(untilNanos, Math.max(openNanos, simulator.timeNanos())));
    while (simulator.timeNanos() < untilNanos) {
      MarketRun.to(simulator, Math.min(untilNanos, simulator.timeNanos() + SECOND));
      progress.onProgress((simulator.timeNanos() - openNanos) / SECOND, totalSeconds);
    }
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }

  private static Map<String, Object> document(
      Scenario scenario, long seed, Simulator simulator, Start start, double seconds) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("scenario", scenario.name());
    document.put("seed", new BigInteger(Long.toUnsignedString(seed)));
    document.put("digest", HexFormat.of().toHexDigits(simulator.digest()));
    document.put("events", simulator.events());
    document.put("order_events", simulator.orderEvents());
    document.put("trades", simulator.trades());
    document.put("participants", simulator.owners());
    document.put("open_nanos", OrderBookMarket.of(scenario).session().openNanos());
    document.put("close_nanos", OrderBookMarket.of(scenario).session().closeNanos());
    document.put("from_nanos", start.timeNanos());
    document.put("until_nanos", simulator.timeNanos());
    document.put("wall_seconds", seconds);
    document.put("events_per_second", (simulator.events() - start.events()) / seconds);
    return document;
  }
}
