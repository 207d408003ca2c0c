package io.quanttradinggym.gym.statistics;

/** A confidence interval. */
public record Interval(double low, double high) {
  private static final double UPPER_TAIL = 0.975;

  /** The 95 % t-interval of the mean of at least two values. */
  public static Interval ofMean(double[] values) {
    double mean = Samples.mean(values);
    double error = Samples.deviation(values) / Math.sqrt(values.length);
    double half = StudentT.quantile(UPPER_TAIL, values.length - 1) * error;
    return new Interval(mean - half, mean + half);
  }

  /** The 95 % t-interval of the mean of {@code a - b}, pair by pair. */
  public static Interval ofDifference(double[] a, double[] b) {
    double[] differences = new double[a.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = a[i] - b[i];
    }
    return ofMean(differences);
  }
}
