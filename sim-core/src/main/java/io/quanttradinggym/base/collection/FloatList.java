package io.quanttradinggym.base.collection;

import java.util.Arrays;

/** A growable list of floats, appended in chunks. NOT thread safe. */
public final class FloatList {
  private static final int INITIAL_CAPACITY = 16;

  private float[] values = new float[INITIAL_CAPACITY];
  private int size;

  public int size() {
    return size;
  }

  /** Appends a range of an array. */
  public void add(float[] source, int offset, int length) {
    if (size + length > values.length) {
      values = Arrays.copyOf(values, Math.max(size + length, 2 * values.length));
    }
    System.arraycopy(source, offset, values, size, length);
    size += length;
  }

  public void clear() {
    size = 0;
  }

  public float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
