package io.quanttradinggym.base.collection;

import java.util.Arrays;

/** A growable list of doubles. NOT thread safe. */
public final class DoubleList {
  private static final int INITIAL_CAPACITY = 16;

  private double[] values = new double[INITIAL_CAPACITY];
  private int size;

  public int size() {
    return size;
  }

  public void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  public double get(int index) {
    return values[index];
  }

  public void clear() {
    size = 0;
  }

  public double[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
