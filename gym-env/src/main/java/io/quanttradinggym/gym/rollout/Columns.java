package io.quanttradinggym.gym.rollout;

import io.quanttradinggym.gym.view.Views;
import java.util.Arrays;

/** The recorded columns of one episode. */
final class Columns {
  /** Currency in a millionth of it. */
  static final double MICROS = 1e-6;

  final Floats observations = new Floats();
  final Floats outputs = new Floats();
  final Floats actions = new Floats();
  final Doubles rewards = new Doubles();
  final Doubles equity = new Doubles();
  final Doubles midTicks = new Doubles();
  final Longs position = new Longs();
  private final int instrument;
  private int ended;

  /**
   * @param instrument whose position and price are recorded
   */
  Columns(int instrument) {
    this.instrument = instrument;
  }

  void clear() {
    observations.size = 0;
    outputs.size = 0;
    actions.size = 0;
    rewards.size = 0;
    equity.size = 0;
    midTicks.size = 0;
    position.size = 0;
    ended = 0;
  }

  /** Records the state after the step before the current one, once. */
  void endStep(Views views) {
    if (views.task().stepIndex() > ended) {
      ended = views.task().stepIndex();
      equity.add(views.account().equityMicros() * MICROS);
      midTicks.add(views.prices().midTicks(instrument));
      position.add(views.account().positionLots(instrument));
    }
  }

  int steps() {
    return ended;
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
