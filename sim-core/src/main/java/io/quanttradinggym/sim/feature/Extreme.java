package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;

/**
 * Rolling maximum or minimum, O(1) for each value on average: it keeps only values that no newer
 * one has beaten.
 */
final class Extreme implements Stateful {
  private final int window;
  private final int sign;
  private final double[] values; // ring, best first
  private final long[] ages; // number of each, as the next
  private int first;
  private int size;
  private long count;

  private Extreme(int window, int sign) {
    this.window = window;
    this.sign = sign;
    values = new double[window];
    ages = new long[window];
  }

  static Extreme highest(int window) {
    return new Extreme(window, 1);
  }

  static Extreme lowest(int window) {
    return new Extreme(window, -1);
  }

  void add(double value) {
    if (size > 0 && ages[first] <= count - window) {
      first = (first + 1) % window;
      size--;
    }
    while (size > 0 && sign * values[(first + size - 1) % window] <= sign * value) {
      size--;
    }
    int at = (first + size++) % window;
    values[at] = value;
    ages[at] = count++;
  }

  boolean isFull() {
    return count >= window;
  }

  double value() {
    return values[first];
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(first);
    out.writeInt(size);
    out.writeLong(count);
    out.writeDoubles(values, 0, window);
    out.writeLongs(ages, 0, window);
  }

  @Override
  public void load(StateReader in) {
    first = in.readIndex(window);
    size = in.readInt(0, window);
    count = in.readLong(0, Times.MAX_NANOS);
    in.readDoubles(values, 0, window);
    in.readLongs(ages, 0, window);
  }
}
