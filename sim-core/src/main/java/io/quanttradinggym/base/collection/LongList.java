package io.quanttradinggym.base.collection;

import java.util.Arrays;

/** A growable list of longs. NOT thread safe. */
public final class LongList {
  private static final int INITIAL_CAPACITY = 16;

  private long[] values = new long[INITIAL_CAPACITY];
  private int size;

  public int size() {
    return size;
  }

  public void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  public long get(int index) {
    return values[index];
  }

  public void clear() {
    size = 0;
  }

  public long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
