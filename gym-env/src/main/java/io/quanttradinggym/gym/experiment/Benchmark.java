package io.quanttradinggym.gym.experiment;

import com.sun.management.ThreadMXBean;
import io.quanttradinggym.base.unit.Units;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work that is repeated until it runs at full speed and is then measured.
 *
 * @param work creates the work with its resources
 */
record Benchmark(String name, Supplier<Work> work) {
  private static final int WINDOWS = 11;
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean(); // reports the bytes allocated by a thread

  /** Durations of warm-up and measurement. */
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

  /** Runs the work once; takes a few milliseconds at most. */
  interface Work extends AutoCloseable {
    void run(Tally tally);

    /** Adds figures other than times. */
    default void describe(Map<BenchmarkFigures.Kind, Double> figures) {}

    @Override
    default void close() {}
  }

  /** Counts and times of the measured work. */
  static final class Tally {
    private long[] durationsNanos = new long[1024]; // of the individually timed calls
    private int timed;
    private long calls;
    private long steps;
    private long events;
    private long orderEvents;
    private long excludedNanos;
    private long allocatedBytes; // by the measuring thread
    private double seconds;

    void call() {
      calls++;
    }

    /** Runs and times one call; the figures include the median of the calls. */
    void time(Runnable call) {
      long start = System.nanoTime();
      call.run();
      if (timed == durationsNanos.length) {
        durationsNanos = Arrays.copyOf(durationsNanos, timed * 2);
      }
      durationsNanos[timed++] = System.nanoTime() - start;
      calls++;
    }

    /** Rate per second of the first nonzero count: steps, events or calls. */
    private double rate() {
      return (steps > 0 ? steps : events > 0 ? events : calls) / seconds;
    }

    private double medianMicros() {
      Arrays.sort(durationsNanos, 0, timed);
      long low = durationsNanos[(timed - 1) / 2];
      long high = durationsNanos[timed / 2];
      return (low + high) / 2.0 / Units.NANOS_PER_MICRO;
    }

    void steps(long number) {
      steps += number;
    }

    void events(long number) {
      events += number;
    }

    /** Counts order messages among the events. */
    void orderEvents(long number) {
      orderEvents += number;
    }

    /** Runs preparation that is excluded from the measured time. */
    void exclude(Runnable preparation) {
      long start = System.nanoTime();
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      preparation.run();
      allocatedBytes -= THREADS.getCurrentThreadAllocatedBytes() - bytes;
      excludedNanos += System.nanoTime() - start;
    }
  }

  /** Figures of the window with the median rate. */
  BenchmarkFigures measure(Length length, ExperimentListener listener) {
    try (Work made = work.get()) {
      repeat(made, length.warmUpNanos);
      Tally[] windows = new Tally[WINDOWS];
      for (int i = 0; i < WINDOWS; i++) {
        listener.checkWanted();
        windows[i] = repeat(made, length.measuredNanos / WINDOWS);
      }
      Arrays.sort(windows, Comparator.comparingDouble(Tally::rate));
      Tally median = windows[WINDOWS / 2];
      Map<BenchmarkFigures.Kind, Double> figures = figures(median);
      figures.put(BenchmarkFigures.Kind.FASTEST_SHARE, windows[WINDOWS - 1].rate() / median.rate());
      made.describe(figures);
      return new BenchmarkFigures(name, figures);
    }
  }

  private static Tally repeat(Work made, long nanos) {
    Tally tally = new Tally();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      made.run(tally);
    }
    tally.allocatedBytes += THREADS.getCurrentThreadAllocatedBytes() - bytes;
    tally.seconds = Units.seconds(System.nanoTime() - start - tally.excludedNanos);
    return tally;
  }

  private static Map<BenchmarkFigures.Kind, Double> figures(Tally tally) {
    Map<BenchmarkFigures.Kind, Double> figures = new EnumMap<>(BenchmarkFigures.Kind.class);
    if (tally.steps > 0) {
      figures.put(BenchmarkFigures.Kind.STEPS_PER_SECOND, tally.steps / tally.seconds);
    }
    if (tally.events > 0) {
      figures.put(BenchmarkFigures.Kind.EVENTS_PER_SECOND, tally.events / tally.seconds);
    }
    if (tally.orderEvents > 0) {
      figures.put(BenchmarkFigures.Kind.ORDER_EVENTS_PER_SECOND, tally.orderEvents / tally.seconds);
      figures.put(
          BenchmarkFigures.Kind.BYTES_PER_EVENT, (double) tally.allocatedBytes / tally.events);
    }
    if (tally.calls > 0) {
      figures.put(
          BenchmarkFigures.Kind.MICROSECONDS,
          tally.seconds * Units.NANOS_PER_SECOND / Units.NANOS_PER_MICRO / tally.calls);
    }
    if (tally.timed > 0) {
      figures.put(BenchmarkFigures.Kind.MEDIAN_MICROSECONDS, tally.medianMicros());
    }
    return figures;
  }
}
