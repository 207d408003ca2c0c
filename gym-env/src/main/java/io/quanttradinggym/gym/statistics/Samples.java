package io.quanttradinggym.gym.statistics;

/** Statistics of samples. Sums run in index order, so that results do not depend on threads. */
public final class Samples {
  private Samples() {}

  public static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The sample standard deviation (n − 1) of at least two values. */
  public static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}
