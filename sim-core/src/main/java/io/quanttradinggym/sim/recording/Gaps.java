package io.quanttradinggym.sim.recording;

import io.quanttradinggym.base.unit.Units;
import java.util.Arrays;

/** Distribution of the time between messages: moments, and counts by powers of 10^0.1. */
final class Gaps {
  private static final int BINS_PER_DECADE = 10;
  private static final int DECADES = 13; // from 1 ns to 10^4 s
  private static final long NONE = Long.MIN_VALUE;

  /** Bin 0 counts messages at equal times; the last bin has no upper bound. */
  private final long[] counts = new long[DECADES * BINS_PER_DECADE + 1];

  private final long[] edges = new long[counts.length - 1];
  private long lastNanos = NONE;
  private double count;
  private double sum;
  private double squares;

  Gaps() {
    for (int i = 0; i < edges.length; i++) {
      edges[i] = Math.round(StrictMath.pow(10, i / (double) BINS_PER_DECADE));
    }
  }

  void add(long timeNanos) {
    if (lastNanos != NONE) {
      long gap = timeNanos - lastNanos;
      int place = Arrays.binarySearch(edges, gap);
      counts[gap == 0 ? 0 : place >= 0 ? place + 1 : -place - 1]++;
      double seconds = Units.seconds(gap);
      count++;
      sum += seconds;
      squares += seconds * seconds;
    }
    lastNanos = timeNanos;
  }

  void clear() {
    Arrays.fill(counts, 0);
    lastNanos = NONE;
    count = 0;
    sum = 0;
    squares = 0;
  }

  void write(NpzWriter out) {
    out.write("gap_counts", counts, counts.length);
    out.write("gap_moments", new double[] {count, sum, squares}, 3);
  }
}
