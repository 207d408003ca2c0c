package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.base.collection.DoubleList;
import java.util.Arrays;

/** Minute returns and their risk statistics. */
final class Returns {
  private static final double TAIL = 0.05;
  private static final int FEWEST = 20;

  private final DoubleList values = new DoubleList();

  void add(double value) {
    values.add(value);
  }

  /** Standard deviation of the last returns (with n − 1); NaN with fewer than two returns. */
  double deviation(int last) {
    int n = Math.min(last, values.size());
    if (n < 2) {
      return Double.NaN;
    }
    double[] latest = new double[n];
    Arrays.setAll(latest, i -> values.get(values.size() - n + i));
    double mean = Arrays.stream(latest).sum() / n;
    double squares = Arrays.stream(latest).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (n - 1));
  }

  /**
   * Value at risk and expected shortfall: the loss that 5 % of all returns exceed, and the mean of
   * these losses. NaN with fewer than 20 returns. Of n values, the worst ⌈0.05 n⌉ form the tail;
   * the smallest loss in the tail is the value at risk.
   */
  double[] tail() {
    int count = values.size();
    if (count < FEWEST) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double[] sorted = values.toArray();
    Arrays.sort(sorted);
    int tail = (int) Math.ceil(TAIL * count);
    double mean = Arrays.stream(sorted, 0, tail).sum() / tail;
    return new double[] {0 - sorted[tail - 1], 0 - mean};
  }
}
