package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import java.util.Arrays;

/**
 * Sums of pairs of whole numbers within a window of time that ends now; O(1) for each pair on
 * average. Allocation-free once it has reached its working size.
 */
final class TimedSums implements Stateful {
  private static final int INITIAL_CAPACITY = 64;

  private final long windowNanos;
  private long[] times = new long[INITIAL_CAPACITY]; // a ring, as the next
  private long[] ones = new long[INITIAL_CAPACITY];
  private long[] twos = new long[INITIAL_CAPACITY];
  private int first;
  private int size;
  private long one;
  private long two;

  /**
   * @param windowNanos 0 = all time
   */
  TimedSums(long windowNanos) {
    this.windowNanos = windowNanos;
  }

  void add(long timeNanos, long oneMore, long twoMore) {
    one += oneMore;
    two += twoMore;
    if (windowNanos == 0) {
      return;
    }
    forget(timeNanos);
    if (size == times.length) {
      grow();
    }
    put(timeNanos, oneMore, twoMore);
  }

  private void put(long timeNanos, long oneMore, long twoMore) {
    int at = (first + size++) & (times.length - 1);
    times[at] = timeNanos;
    ones[at] = oneMore;
    twos[at] = twoMore;
  }

  /** Removes entries older than the window. */
  void forget(long nowNanos) {
    while (size > 0 && times[first] < nowNanos - windowNanos) {
      one -= ones[first];
      two -= twos[first];
      first = (first + 1) & (times.length - 1);
      size--;
    }
  }

  long one() {
    return one;
  }

  long two() {
    return two;
  }

  private void grow() {
    int old = times.length;
    times = Arrays.copyOf(times, old * 2);
    ones = Arrays.copyOf(ones, old * 2);
    twos = Arrays.copyOf(twos, old * 2);
    System.arraycopy(times, 0, times, old, first);
    System.arraycopy(ones, 0, ones, old, first);
    System.arraycopy(twos, 0, twos, old, first);
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(one);
    out.writeLong(two);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      int at = (first + i) & (times.length - 1);
      out.writeLong(times[at]);
      out.writeLong(ones[at]);
      out.writeLong(twos[at]);
    }
  }

  @Override
  public void load(StateReader in) {
    one = in.readLong();
    two = in.readLong();
    first = 0;
    size = 0;
    int count = in.readCount(3 * Long.BYTES);
    while (size < count) {
      if (size == times.length) {
        grow();
      }
      put(in.readLong(), in.readLong(), in.readLong());
    }
  }
}
