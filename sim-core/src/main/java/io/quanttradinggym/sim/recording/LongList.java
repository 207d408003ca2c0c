package io.quanttradinggym.sim.recording;

import java.util.Arrays;

/** A growing array of numbers. */
final class LongList {
  private long[] values = new long[1 << 10];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  void clear() {
    size = 0;
  }

  void write(NpzWriter out, String name) {
    out.write(name, values, size);
  }
}
