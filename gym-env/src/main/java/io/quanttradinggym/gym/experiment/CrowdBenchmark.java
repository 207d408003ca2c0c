package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The population of market-making in each instrument, plus a crowd of reactive investors. Each
 * investor has an account and sleeps until the mid reaches a price. Investors of the small crowd
 * react to smaller moves, so that the 1,000 investors send about as many orders per second as the
 * 100,000. The crowds therefore differ only in their number of investors.
 */
final class CrowdBenchmark implements Benchmark.Work {
  private static final int FEW = 1_000;
  private static final int MANY = 100_000;

  private final Simulator simulator;
  private final LiveHeap before = new LiveHeap();
  private final Runnable reset;
  private long seed;

  private CrowdBenchmark(Scenarios scenarios, int instruments, int crowd) {
    Scenario scenario = scenarios.named("market-making", overrides(instruments, crowd));
    simulator = new SimulationFactory(scenario, PolicyResolver.NONE).create();
    reset = () -> simulator.reset(seed++, 0);
    reset.run();
  }

  /** The small and the large crowd, in one instrument and in ten. */
  static List<Benchmark> all(Scenarios scenarios) {
    List<Benchmark> all = new ArrayList<>();
    for (int instruments : new int[] {1, 10}) {
      for (int crowd : new int[] {FEW, MANY}) {
        String where = instruments == 1 ? "one instrument" : instruments + " instruments";
        String name = String.format(Locale.ROOT, "crowd of %,d in %s", crowd, where);
        all.add(new Benchmark(name, () -> new CrowdBenchmark(scenarios, instruments, crowd)));
      }
    }
    return all;
  }

  private static String overrides(int instruments, int crowd) {
    List<String> traded = new ArrayList<>();
    List<String> population = new ArrayList<>();
    for (int i = 0; i < instruments; i++) {
      traded.add("{\"symbol\": \"S%d\", \"fundamental\": \"mean-reverting\"}".formatted(i));
      population.add(entry("market-maker", 2, i, ""));
      population.add(entry("noise", 40, i, ""));
      population.add(entry("value", 10, i, ""));
      population.add(entry("momentum", 4, i, ""));
      String nervous = crowd == FEW ? nervous(instruments) : "";
      population.add(entry("reactive-investor", crowd / instruments, i, nervous));
    }
    return String.format(
        Locale.ROOT,
        """
        {"session": {"warmup": "0s"}, "observation": ["clock"],
         "instruments": [%s],
         "population": [%s]}
        """,
        String.join(", ", traded),
        String.join(", ", population));
  }

  private static String nervous(int instruments) {
    double band = instruments == 1 ? -6.8 : -7.5; // logarithm of its median
    return String.format(
        Locale.ROOT,
        """
        , "band": {"type": "lognormal", "mean": %s, "deviation": 0.5}, "belief_deviation": 0.0005
        """,
        band);
  }

  private static String entry(String type, int count, int instrument, String parameters) {
    return String.format(
        Locale.ROOT,
        """
        {"type": "%1$s", "name": "%1$s-%3$d", "count": %2$d, "instrument": %3$d,
         "latency": {"min": "1ms", "max": "20ms"} %4$s}
        """,
        type,
        count,
        instrument,
        parameters);
  }

  @Override
  public void run(Benchmark.Tally tally) {
    if (simulator.timeNanos() >= simulator.market().closeNanos()) {
      tally.exclude(reset);
    }
    long before = simulator.events();
    long ordersBefore = simulator.orderEvents();
    simulator.run(simulator.timeNanos() + Units.NANOS_PER_MINUTE);
    tally.events(simulator.events() - before);
    tally.orderEvents(simulator.orderEvents() - ordersBefore);
  }

  @Override
  public void describe(Map<BenchmarkFigures.Kind, Double> figures) {
    figures.put(BenchmarkFigures.Kind.HEAP_MIB, before.grownMib());
  }
}
