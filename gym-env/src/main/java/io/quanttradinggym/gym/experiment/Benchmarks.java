package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures the speed of markets, environments and policies inside the JVM. */
public final class Benchmarks {
  private static final String DENSE = "liquid-large-cap";
  private static final List<String> DAY_SCENARIOS = List.of("rmsc04", DENSE);
  private static final double DAY_HOURS = 6.5;
  private static final int[] VECTOR_SIZES = {16, 256, 1_024};
  private static final int SCALED = 64;
  private static final int[] BATCHES = {1, 64};

  private final Scenarios scenarios;

  public Benchmarks(Scenarios scenarios) {
    this.scenarios = scenarios;
  }

  /**
   * Measures the cases one by one.
   *
   * @param figures receives the figures of each case
   */
  public void run(
      BenchmarkSettings settings, Consumer<BenchmarkFigures> figures, ExperimentListener listener) {
    Benchmark.Length length = settings.quick() ? Benchmark.Length.QUICK : Benchmark.Length.FULL;
    List<Benchmark> benchmarks = chosen(settings);
    for (int i = 0; i < benchmarks.size(); i++) {
      Benchmark benchmark = benchmarks.get(i);
      listener.onProgress((double) i / benchmarks.size(), benchmark.name());
      figures.accept(benchmark.measure(length, listener));
    }
    listener.onProgress(1, "done");
  }

  private List<Benchmark> chosen(BenchmarkSettings settings) {
    List<Benchmark> all = marketBenchmarks(settings.vectors());
    all.addAll(policyBenchmarks(settings.policy()));
    String part = settings.only();
    List<Benchmark> chosen = all.stream().filter(b -> b.name().contains(part)).toList();
    if (chosen.isEmpty()) {
      List<String> names = all.stream().map(Benchmark::name).toList();
      throw new InvalidInputException("only", part, "part of one of " + String.join(", ", names));
    }
    return chosen;
  }

  /** Benchmarks of every scenario, and more of {@code vectors}. */
  private List<Benchmark> marketBenchmarks(Scenario vectors) {
    List<Benchmark> benchmarks = new ArrayList<>();
    benchmarks.add(BookBenchmark.match());
    benchmarks.add(BooksBenchmark.live());
    for (String name : scenarios.names()) {
      benchmarks.add(MarketBenchmarks.simulate(scenarios.named(name, "")));
      benchmarks.add(MarketBenchmarks.reset(scenarios.named(name, "")));
      benchmarks.add(MarketBenchmarks.create(scenarios.named(name, "")));
      benchmarks.add(MarketBenchmarks.fork(scenarios.named(name, "")));
      benchmarks.add(MarketBenchmarks.step(scenarios.named(name, "")));
    }
    Scenario dense = Individuals.of(scenarios, DENSE);
    benchmarks.add(MarketBenchmarks.simulate(DENSE + " as individuals", dense));
    for (String name : DAY_SCENARIOS) {
      benchmarks.add(MarketBenchmarks.session(scenarios.named(name, ""), "an hour", 1));
      benchmarks.add(MarketBenchmarks.session(scenarios.named(name, ""), "a day", DAY_HOURS));
    }
    benchmarks.addAll(CrowdBenchmark.all(scenarios));
    benchmarks.add(MarketBenchmarks.coldReset(vectors));
    benchmarks.add(MarketBenchmarks.snapshot(vectors));
    benchmarks.addAll(vectorBenchmarks(vectors));
    benchmarks.add(MarketBenchmarks.heap(vectors));
    return benchmarks;
  }

  /** Sizes on all processors, and one size on each power of two up to all processors. */
  private static List<Benchmark> vectorBenchmarks(Scenario vectors) {
    int processors = Runtime.getRuntime().availableProcessors();
    List<Benchmark> benchmarks = new ArrayList<>();
    benchmarks.add(MarketBenchmarks.vector(vectors, 1, 1));
    for (int threads = 1; threads < processors; threads *= 2) {
      benchmarks.add(MarketBenchmarks.vector(vectors, SCALED, threads));
    }
    benchmarks.add(MarketBenchmarks.vector(vectors, SCALED, processors));
    for (int n : VECTOR_SIZES) {
      benchmarks.add(MarketBenchmarks.vector(vectors, n, processors));
    }
    return benchmarks;
  }

  private static List<Benchmark> policyBenchmarks(@Nullable OnnxModel policy) {
    List<Benchmark> benchmarks = new ArrayList<>();
    if (policy != null) {
      for (int rows : BATCHES) {
        benchmarks.add(PolicyBenchmark.decide(policy, rows));
      }
    }
    return benchmarks;
  }
}
