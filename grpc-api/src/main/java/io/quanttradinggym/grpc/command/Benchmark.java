package io.quanttradinggym.grpc.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A piece of work that is repeated until it runs at full speed, and then measured.
 *
 * @param work makes the work anew, with all that it needs
 */
record Benchmark(String name, Supplier<Work> work) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MICROS_PER_SECOND = 1e6;

  /** How long to warm up, and to measure. */
  enum Length {
    QUICK(400, 600),
    FULL(2_000, 3_000);

    private final long warmUpNanos;
    private final long measuredNanos;

    Length(long warmUpMillis, long measuredMillis) {
      warmUpNanos = TimeUnit.MILLISECONDS.toNanos(warmUpMillis);
      measuredNanos = TimeUnit.MILLISECONDS.toNanos(measuredMillis);
    }
  }

  /** Does the work once, some milliseconds at most. */
  interface Work extends AutoCloseable {
    void run(Tally tally);

    /** Adds to the figures what is no time. */
    default void describe(Map<String, Object> figures) {}

    @Override
    default void close() {}
  }

  /** What was done. */
  static final class Tally {
    private long[] durationsNanos = new long[1024]; // of the calls timed one by one
    private int timed;
    private long calls;
    private long steps;
    private long events;
    private long excludedNanos;

    void call() {
      calls++;
    }

    /** Does what is measured, one call of which there will also be a median. */
    void time(Runnable call) {
      long start = System.nanoTime();
      call.run();
      if (timed == durationsNanos.length) {
        durationsNanos = Arrays.copyOf(durationsNanos, timed * 2);
      }
      durationsNanos[timed++] = System.nanoTime() - start;
      calls++;
    }

    private double medianMicros() {
      Arrays.sort(durationsNanos, 0, timed);
      long low = durationsNanos[(timed - 1) / 2];
      long high = durationsNanos[timed / 2];
      return (low + high) / 2.0 * MICROS_PER_SECOND / NANOS_PER_SECOND;
    }

    void steps(long number) {
      steps += number;
    }

    void events(long number) {
      events += number;
    }

    /** Does something that belongs to the work and is not what is measured. */
    void exclude(Runnable preparation) {
      long start = System.nanoTime();
      preparation.run();
      excludedNanos += System.nanoTime() - start;
    }
  }

  Map<String, Object> measure(Length length) {
    try (Work made = work.get()) {
      repeat(made, length.warmUpNanos);
      Map<String, Object> figures = repeat(made, length.measuredNanos);
      made.describe(figures);
      return figures;
    }
  }

  private Map<String, Object> repeat(Work made, long nanos) {
    Tally tally = new Tally();
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      made.run(tally);
    }
    double seconds = (System.nanoTime() - start - tally.excludedNanos) / NANOS_PER_SECOND;
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("case", name);
    if (tally.steps > 0) {
      figures.put("steps_per_second", tally.steps / seconds);
    }
    if (tally.events > 0) {
      figures.put("events_per_second", tally.events / seconds);
    }
    if (tally.calls > 0) {
      figures.put("microseconds", seconds * MICROS_PER_SECOND / tally.calls);
    }
    if (tally.timed > 0) {
      figures.put("median_microseconds", tally.medianMicros());
    }
    return figures;
  }
}
