package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.AutoresetMode;
import io.quanttradinggym.gym.api.StepBuffers;
import io.quanttradinggym.gym.api.VectorEnvironment;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.orderbook.OrderBookEnvironment;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.orderbook.TradingDay;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.Map;
import java.util.SplittableRandom;

/** Benchmarks of markets and environments. Actions are random. */
final class MarketBenchmarks {
  private static final int ACTION_BATCHES = 64;
  private static final int ENOUGH_FOR_ALL_OPENINGS = 1_024;
  private static final int MORE = 256;
  private static final int STEPS_BEFORE_MORE = 100;

  private MarketBenchmarks() {}

  /** The market alone, one second of the session at a time, for ten minutes from the open. */
  static Benchmark simulate(Scenario scenario) {
    return simulate(scenario.name(), scenario);
  }

  /** Same as {@link #simulate(Scenario)}, with another name for the case. */
  static Benchmark simulate(String name, Scenario scenario) {
    return new Benchmark(
        "simulate " + name,
        () -> {
          Simulator simulator = new SimulationFactory(scenario, PolicyResolver.NONE).create();
          TradingDay day = OrderBookMarket.of(scenario).session();
          long openNanos = day.openNanos();
          long untilNanos = Math.min(openNanos + 10 * Units.NANOS_PER_MINUTE, day.closeNanos());
          long[] seed = {0};
          Runnable reset = () -> simulator.reset(seed[0]++, 0);
          reset.run();
          return tally -> {
            if (simulator.timeNanos() >= untilNanos) {
              tally.exclude(reset);
            }
            long before = simulator.events();
            long ordersBefore = simulator.orderEvents();
            simulator.run(simulator.timeNanos() + Units.NANOS_PER_SECOND);
            tally.events(simulator.events() - before);
            tally.orderEvents(simulator.orderEvents() - ordersBefore);
          };
        });
  }

  /** The given number of hours of a session from the open, as one call. */
  static Benchmark session(Scenario scenario, String name, double hours) {
    return new Benchmark(
        "%s of %s".formatted(name, scenario.name()),
        () -> {
          Simulator simulator = new SimulationFactory(scenario, PolicyResolver.NONE).create();
          long openNanos = OrderBookMarket.of(scenario).session().openNanos();
          long untilNanos = openNanos + (long) (hours * Units.NANOS_PER_HOUR);
          long[] seed = {0};
          return tally -> {
            tally.exclude(() -> simulator.reset(seed[0]++, 0));
            tally.time(() -> simulator.run(untilNanos));
          };
        });
  }

  /** A reset to a stored warm-up state, up to the first decision. */
  static Benchmark reset(Scenario scenario) {
    return resets("reset " + scenario.name(), scenario, new WarmupCache(), ENOUGH_FOR_ALL_OPENINGS);
  }

  /** A reset that plays the warm-up. */
  static Benchmark coldReset(Scenario scenario) {
    return resets("reset cold " + scenario.name(), scenario, new WarmupCache(0), 0);
  }

  private static Benchmark resets(String name, Scenario scenario, WarmupCache warmups, int before) {
    return new Benchmark(
        name,
        () -> {
          OrderBookEnvironment env =
              new OrderBookFactory(
                      scenario, new EnvironmentOptions(PolicyResolver.NONE, 0, warmups))
                  .create();
          long[] seed = {0};
          while (seed[0] < before) {
            env.reset(seed[0]++);
          }
          return tally -> tally.time(() -> env.reset(seed[0]++));
        });
  }

  /** Creation of an environment without an episode. */
  static Benchmark create(Scenario scenario) {
    return new Benchmark(
        "create " + scenario.name(),
        () -> {
          OrderBookFactory factory = environments(scenario);
          return tally -> tally.time(factory::create);
        });
  }

  /** Copy of a running environment to another one. */
  static Benchmark fork(Scenario scenario) {
    return new Benchmark(
        "fork " + scenario.name(),
        () -> {
          OrderBookFactory factory = environments(scenario);
          OrderBookEnvironment env = running(factory);
          OrderBookEnvironment copy = factory.create();
          return tally -> tally.time(() -> env.copyTo(copy));
        });
  }

  /** Snapshot of a running environment, restored into another one. */
  static Benchmark snapshot(Scenario scenario) {
    return new Benchmark(
        "snapshot and restore " + scenario.name(),
        () -> {
          OrderBookFactory factory = environments(scenario);
          OrderBookEnvironment env = running(factory);
          OrderBookEnvironment other = factory.create();
          return tally -> tally.time(() -> other.restore(env.snapshot()));
        });
  }

  /** An environment in the middle of an episode. */
  private static OrderBookEnvironment running(OrderBookFactory factory) {
    OrderBookEnvironment env = factory.create();
    float[][] actions = actions(env.spec().seat().action(), 1);
    env.reset(0);
    for (int i = 0; i < env.spec().seat().stepsPerEpisode() / 2 && env.isRunning(); i++) {
      env.step(actions[i % ACTION_BATCHES], 0);
    }
    return env;
  }

  /** One environment; resets are excluded from the time. */
  static Benchmark step(Scenario scenario) {
    return new Benchmark(
        "step " + scenario.name(),
        () -> {
          OrderBookEnvironment env = environments(scenario).create();
          float[][] actions = actions(env.spec().seat().action(), 1);
          long[] count = {0};
          return tally -> {
            if (!env.isRunning()) {
              tally.exclude(() -> env.reset(count[0]));
            }
            long before = env.simulator().events();
            env.step(actions[(int) (count[0]++ % ACTION_BATCHES)], 0);
            tally.events(env.simulator().events() - before);
            tally.steps(1);
            tally.call();
          };
        });
  }

  /** {@code n} environments stepped together, including the resets after episode ends. */
  static Benchmark vector(Scenario scenario, int n, int threads) {
    return new Benchmark(
        "step-%d, %d %s".formatted(n, threads, threads == 1 ? "thread" : "threads"),
        () -> new VectorWork(vectorOf(environments(scenario), n, threads)));
  }

  /** The live heap of {@link #MORE} environments beside others of the same scenario. */
  static Benchmark heap(Scenario scenario) {
    return new Benchmark(
        "%d more environments of %s".formatted(MORE, scenario.name()),
        () -> {
          OrderBookFactory factory = environments(scenario);
          VectorEnvironment others = vectorOf(factory, MORE, 1);
          VectorWork first = new VectorWork(others);
          Benchmark.Tally unused = new Benchmark.Tally();
          for (int i = 0; i < STEPS_BEFORE_MORE; i++) {
            first.run(unused); // the common state has its final size
          }
          return new HeapWork(first, new LiveHeap(), new VectorWork(vectorOf(factory, MORE, 1)));
        });
  }

  private static VectorEnvironment vectorOf(OrderBookFactory factory, int n, int threads) {
    return factory.createVector(n, AutoresetMode.NEXT_STEP, threads, () -> 0L);
  }

  private static final class VectorWork implements Benchmark.Work {
    private final VectorEnvironment envs;
    private final StepBuffers out;
    private final float[][] actions;
    private int count;

    VectorWork(VectorEnvironment envs) {
      this.envs = envs;
      out = envs.newBuffers();
      actions = MarketBenchmarks.actions(envs.spec().seat().action(), envs.size());
      envs.reset(null, null, out);
    }

    @Override
    public void run(Benchmark.Tally tally) {
      envs.step(actions[count++ % ACTION_BATCHES], out);
      tally.steps(envs.size());
      tally.call();
    }

    @Override
    public void close() {
      envs.close();
    }
  }

  /** Steps the environments whose heap is measured; keeps those before them alive. */
  private record HeapWork(VectorWork others, LiveHeap before, VectorWork more)
      implements Benchmark.Work {
    @Override
    public void run(Benchmark.Tally tally) {
      more.run(tally);
    }

    @Override
    public void describe(Map<BenchmarkFigures.Kind, Double> figures) {
      figures.put(BenchmarkFigures.Kind.HEAP_MIB, before.grownMib());
    }

    @Override
    public void close() {
      others.close();
      more.close();
    }
  }

  private static OrderBookFactory environments(Scenario scenario) {
    return new OrderBookFactory(scenario, EnvironmentOptions.defaults());
  }

  private static float[][] actions(ActionSpec spec, int n) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] batches = new float[ACTION_BATCHES][n * spec.size()];
    for (float[] batch : batches) {
      for (int i = 0; i < batch.length; i++) {
        batch[i] =
            spec.kind() == ActionSpec.Kind.BOX
                ? 2 * random.nextFloat() - 1
                : random.nextInt(spec.counts().get(i % spec.size()));
      }
    }
    return batches;
  }
}
