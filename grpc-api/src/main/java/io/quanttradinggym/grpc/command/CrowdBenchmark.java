package io.quanttradinggym.grpc.command;

import io.quanttradinggym.grpc.scenario.Scenarios;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.kernel.Simulator;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The population of market-making in each instrument, and among it very many reactive investors,
 * each with an account, who sleep until a price is reached. Those of the small crowd react to
 * smaller moves, such that in a second about as many orders come from the 1,000 as from the
 * 100,000: what differs is how many there are.
 */
final class CrowdBenchmark implements Benchmark.Work {
  private static final int FEW = 1_000;
  private static final int MANY = 100_000;
  private static final long MINUTE = 60_000_000_000L;
  private static final double MIB = 1 << 20;

  private final Simulator simulator;
  private final long heapBefore;
  private final Runnable reset;
  private long seed;

  private CrowdBenchmark(int instruments, int crowd) {
    heapBefore = heapBytes();
    Map<String, Object> overrides = overrides(instruments, crowd);
    var scenario = new Scenarios().named("market-making", Json.line(overrides));
    simulator = new SimulationFactory(scenario, PolicyResolver.NONE).create();
    reset = () -> simulator.reset(seed++, 0);
    reset.run();
  }

  /** The crowds, small and large, in one instrument and in ten. */
  static List<Benchmark> all() {
    List<Benchmark> all = new ArrayList<>();
    for (int instruments : new int[] {1, 10}) {
      for (int crowd : new int[] {FEW, MANY}) {
        String where = instruments == 1 ? "one instrument" : instruments + " instruments";
        String name = String.format(Locale.ROOT, "crowd of %,d in %s", crowd, where);
        all.add(new Benchmark(name, () -> new CrowdBenchmark(instruments, crowd)));
      }
    }
    return all;
  }

  private static Map<String, Object> overrides(int instruments, int crowd) {
    List<Object> traded = new ArrayList<>();
    List<Object> population = new ArrayList<>();
    for (int i = 0; i < instruments; i++) {
      traded.add(Map.of("symbol", "S" + i, "fundamental", "mean-reverting"));
      population.add(entry("market-maker", 2, i, Map.of()));
      population.add(entry("noise", 40, i, Map.of()));
      population.add(entry("value", 10, i, Map.of()));
      population.add(entry("momentum", 4, i, Map.of()));
      Map<String, Object> nervous = crowd == FEW ? nervous(instruments) : Map.of();
      population.add(entry("reactive-investor", crowd / instruments, i, nervous));
    }
    return Map.of(
        "session",
        Map.of("warmup", "0s"),
        "instruments",
        traded,
        "population",
        population,
        "observation",
        List.of("clock"));
  }

  private static Map<String, Object> nervous(int instruments) {
    double band = instruments == 1 ? -6.8 : -7.5; // logarithm of its median
    return Map.of(
        "band",
        Map.of("type", "lognormal", "mean", band, "deviation", 0.5),
        "belief_deviation",
        0.0005);
  }

  private static Map<String, Object> entry(
      String type, int count, int instrument, Map<String, Object> parameters) {
    Map<String, Object> entry = new LinkedHashMap<>(parameters);
    entry.put("type", type);
    entry.put("name", type + "-" + instrument);
    entry.put("count", count);
    entry.put("instrument", instrument);
    entry.put("latency", Map.of("min", "1ms", "max", "20ms"));
    return entry;
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  public void run(Benchmark.Tally tally) {
    if (simulator.timeNanos() >= simulator.market().closeNanos()) {
      tally.exclude(reset);
    }
    long before = simulator.events();
    long ordersBefore = simulator.orderEvents();
    simulator.run(simulator.timeNanos() + MINUTE);
    tally.events(simulator.events() - before);
    tally.orderEvents(simulator.orderEvents() - ordersBefore);
  }

  @Override
  public void describe(Map<String, Object> figures) {
    figures.put("heap_mib", (heapBytes() - heapBefore) / MIB);
  }
}
