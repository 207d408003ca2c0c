package io.quanttradinggym.gym.statistics;

/**
 * Mean of independent values with its confidence interval.
 *
 * @param mean mean of the values
 * @param ci95 95 % t-interval of the mean
 */
public record MeanEstimate(double mean, Interval ci95) {
  /** Estimate from at least two values. */
  public static MeanEstimate of(double[] values) {
    return new MeanEstimate(Samples.mean(values), Interval.ofMean(values));
  }

  /** Estimate of the mean of {@code a - b}, pair by pair. */
  public static MeanEstimate ofDifference(double[] a, double[] b) {
    return new MeanEstimate(Samples.mean(a) - Samples.mean(b), Interval.ofDifference(a, b));
  }
}
