package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/** The last values of a sequence, up to a fixed number. */
final class Ring implements Stateful {
  private final double[] values;
  private int next;
  private int size;

  Ring(int capacity) {
    values = new double[capacity];
  }

  int capacity() {
    return values.length;
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == values.length;
  }

  /** Whether the newest value is in the last place, which is so once in {@link #capacity} times. */
  boolean isRoundDone() {
    return next == 0;
  }

  /** Returns the value that had to go, or 0 while there is room. */
  double add(double value) {
    double gone = isFull() ? values[next] : 0;
    values[next] = value;
    next = next + 1 == values.length ? 0 : next + 1;
    size = Math.min(size + 1, values.length);
    return gone;
  }

  /** The value that was added {@code age} additions before the newest. */
  double get(int age) {
    int at = next - 1 - age;
    return values[at < 0 ? at + values.length : at];
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(next);
    out.writeInt(size);
    out.writeDoubles(values, 0, values.length);
  }

  @Override
  public void load(StateReader in) {
    next = in.readIndex(values.length);
    size = in.readInt(0, values.length);
    in.readDoubles(values, 0, values.length);
  }
}
