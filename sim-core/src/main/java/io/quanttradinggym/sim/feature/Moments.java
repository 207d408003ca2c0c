package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/**
 * Rolling mean and variance, O(1) for each value: sums of differences from a nearby value, which
 * keeps precision for large values with small differences. They are recomputed once per window, so
 * that rounding errors do not accumulate.
 */
final class Moments implements Stateful {
  private final Ring ring;
  private double base;
  private double sum;
  private double squares;

  Moments(int window) {
    ring = new Ring(window);
  }

  boolean isFull() {
    return ring.isFull();
  }

  int window() {
    return ring.capacity();
  }

  void add(double value) {
    boolean wasFull = ring.isFull();
    if (ring.size() == 0) {
      base = value;
    }
    double gone = ring.add(value) - base;
    double distance = value - base;
    if (ring.isRoundDone()) {
      renew();
      return;
    }
    sum += distance;
    squares += distance * distance;
    if (wasFull) {
      sum -= gone;
      squares -= gone * gone;
    }
  }

  private void renew() {
    base = ring.get(0);
    sum = 0;
    squares = 0;
    for (int age = ring.size() - 1; age >= 0; age--) {
      double distance = ring.get(age) - base;
      sum += distance;
      squares += distance * distance;
    }
  }

  double mean() {
    return base + sum / ring.size();
  }

  /**
   * @param lostDegrees 0 for the population variance, 1 for the sample variance
   */
  double variance(int lostDegrees) {
    int n = ring.size();
    return Math.max(0, squares - sum * sum / n) / (n - lostDegrees);
  }

  double deviation(int lostDegrees) {
    return Math.sqrt(variance(lostDegrees));
  }

  @Override
  public void save(StateWriter out) {
    ring.save(out);
    out.writeDouble(base);
    out.writeDouble(sum);
    out.writeDouble(squares);
  }

  @Override
  public void load(StateReader in) {
    ring.load(in);
    base = in.readDouble();
    sum = in.readDouble();
    squares = in.readDouble();
  }
}
