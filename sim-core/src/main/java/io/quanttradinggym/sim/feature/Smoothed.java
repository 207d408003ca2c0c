package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/** An exponential average that begins with the mean of its first values. */
final class Smoothed implements Stateful {
  private final int window;
  private final double weight;
  private int count;
  private double value;

  private Smoothed(int window, double weight) {
    this.window = window;
    this.weight = weight;
  }

  /** The usual exponential moving average: the newest value has the weight 2 / (window + 1). */
  static Smoothed exponential(int window) {
    return new Smoothed(window, 2.0 / (window + 1));
  }

  /** Wilder's: the newest value has the weight 1 / window. */
  static Smoothed wilder(int window) {
    return new Smoothed(window, 1.0 / window);
  }

  void add(double next) {
    if (count < window) {
      count++;
      value += (next - value) / count;
    } else {
      value += weight * (next - value);
    }
  }

  boolean isFull() {
    return count == window;
  }

  /** {@link Double#NaN} until the first mean is complete. */
  double value() {
    return isFull() ? value : Double.NaN;
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(count);
    out.writeDouble(value);
  }

  @Override
  public void load(StateReader in) {
    count = in.readInt(0, window);
    value = in.readDouble();
  }
}
