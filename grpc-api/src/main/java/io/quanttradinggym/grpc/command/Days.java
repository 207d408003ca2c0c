package io.quanttradinggym.grpc.command;

import io.quanttradinggym.gym.scenario.SimulationFactory;
import io.quanttradinggym.sim.data.ProgressListener;
import io.quanttradinggym.sim.engine.Simulator;
import java.util.List;
import java.util.stream.IntStream;

/** Plays days of a scenario's market, one for each seed, on all cores. */
final class Days {
  private final ProgressListener progress;
  private final int total;
  private int done;

  /**
   * @param total how many days there will be, in all calls of {@link #play} together
   */
  Days(Console console, int total) {
    progress = console.progress("days");
    this.total = total;
  }

  /** What is made of a day. */
  @FunctionalInterface
  interface Day<T> {
    /**
     * @param simulator at the start of the seed's episode
     */
    T play(Simulator simulator, long seed);
  }

  /** What was made of the days of {@code first}, {@code first} + 1 and so on. */
  <T> List<T> play(SimulationFactory factory, long first, int seeds, Day<T> day) {
    return IntStream.range(0, seeds)
        .parallel()
        .mapToObj(i -> {
          Simulator simulator = create(factory);
          simulator.reset(first + i, 0);
          T result = day.play(simulator, first + i);
          tellDone();
          return result;
        })
        .toList();
  }

  /** One at a time: policies that simulators share are loaded with the first. */
  private synchronized Simulator create(SimulationFactory factory) {
    return factory.create();
  }

  private synchronized void tellDone() {
    progress.onProgress(++done, total);
  }
}
