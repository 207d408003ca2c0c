package io.quanttradinggym.gym.rollout;

import java.util.Arrays;

/** The recorded columns of one episode. */
final class Columns {
  final Floats observations = new Floats();
  final Floats outputs = new Floats();
  final Floats actions = new Floats();
  final Doubles rewards = new Doubles();
  final Doubles equity = new Doubles();
  final Doubles midTicks = new Doubles();
  final Longs position = new Longs();

  void clear() {
    observations.size = 0;
    outputs.size = 0;
    actions.size = 0;
    rewards.size = 0;
    equity.size = 0;
    midTicks.size = 0;
    position.size = 0;
  }

  /** A growing row of floats. */
  static final class Floats {
    private float[] values = new float[1024];
    private int size;

    void add(float[] source, int offset, int length) {
      if (size + length > values.length) {
        values = Arrays.copyOf(values, Math.max(size + length, 2 * values.length));
      }
      System.arraycopy(source, offset, values, size, length);
      size += length;
    }

    float[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }

  /** A growing row of doubles. */
  static final class Doubles {
    private double[] values = new double[1024];
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    double[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }

  /** A growing row of longs. */
  static final class Longs {
    private long[] values = new long[1024];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    long[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
