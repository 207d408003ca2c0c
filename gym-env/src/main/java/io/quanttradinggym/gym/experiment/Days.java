package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.sim.data.ProgressListener;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plays days of a scenario's market, one for each seed, on all cores. */
final class Days {
  private final ExperimentListener listener;
  private final ProgressListener progress;
  private final int total;
  private int done;

  /**
   * @param total total number of days over all calls of {@link #play}
   */
  Days(ExperimentListener listener, int total) {
    this.listener = listener;
    progress = listener.counting("days");
    this.total = total;
  }

  /** Evaluation of one day. */
  @FunctionalInterface
  interface Day<T> {
    /**
     * @param simulator at the start of the seed's episode
     */
    T play(Simulator simulator, long seed);
  }

  /**
   * The results of the days, in the order of their seeds. Throws a failure after all days have
   * stopped, so that the caller can free the policies, including native memory.
   */
  <T> List<T> play(SimulationFactory factory, DaysSettings settings, Day<T> day) {
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    List<Optional<T>> days =
        IntStream.range(0, settings.seeds())
            .parallel()
            .mapToObj(i ->
                failure.get() == null
                    ? attempt(factory, settings.seed() + i, day, failure)
                    : Optional.<T>empty())
            .toList();
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
    return days.stream().map(Optional::orElseThrow).toList();
  }

  private <T> Optional<T> attempt(
      SimulationFactory factory,
      long seed,
      Day<T> day,
      AtomicReference<@Nullable RuntimeException> failure) {
    try {
      listener.checkWanted();
      Simulator simulator = create(factory);
      simulator.reset(seed, 0);
      T result = day.play(simulator, seed);
      tellDone();
      return Optional.of(result);
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
      return Optional.empty();
    }
  }

  /** Creates one simulator at a time; the first loads the policies that simulators share. */
  private synchronized Simulator create(SimulationFactory factory) {
    return factory.create();
  }

  private synchronized void tellDone() {
    progress.onProgress(++done, total);
  }
}
