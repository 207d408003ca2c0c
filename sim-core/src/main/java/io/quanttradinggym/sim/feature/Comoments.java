package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/**
 * Rolling covariance of two sequences with their variances, O(1) for each pair; the sums are
 * recomputed once per window, so that rounding errors do not accumulate.
 */
final class Comoments implements Stateful {
  private final Ring xs;
  private final Ring ys;
  private double sumX;
  private double sumY;
  private double sumXx;
  private double sumYy;
  private double sumXy;

  Comoments(int window) {
    xs = new Ring(window);
    ys = new Ring(window);
  }

  boolean isFull() {
    return xs.isFull();
  }

  void add(double x, double y) {
    double goneX = xs.add(x);
    double goneY = ys.add(y);
    if (xs.isRoundDone()) {
      sumX = 0;
      sumY = 0;
      sumXx = 0;
      sumYy = 0;
      sumXy = 0;
      for (int age = xs.size() - 1; age >= 0; age--) {
        count(xs.get(age), ys.get(age), 1);
      }
    } else {
      count(x, y, 1);
      count(goneX, goneY, -1);
    }
  }

  private void count(double x, double y, int sign) {
    sumX += sign * x;
    sumY += sign * y;
    sumXx += sign * x * x;
    sumYy += sign * y * y;
    sumXy += sign * x * y;
  }

  /** Sum of products of distances from the means. */
  double xy() {
    return sumXy - sumX * sumY / xs.size();
  }

  double xx() {
    return sumXx - sumX * sumX / xs.size();
  }

  double yy() {
    return sumYy - sumY * sumY / xs.size();
  }

  @Override
  public void save(StateWriter out) {
    xs.save(out);
    ys.save(out);
    out.writeDouble(sumX);
    out.writeDouble(sumY);
    out.writeDouble(sumXx);
    out.writeDouble(sumYy);
    out.writeDouble(sumXy);
  }

  @Override
  public void load(StateReader in) {
    xs.load(in);
    ys.load(in);
    sumX = in.readDouble();
    sumY = in.readDouble();
    sumXx = in.readDouble();
    sumYy = in.readDouble();
    sumXy = in.readDouble();
  }
}
