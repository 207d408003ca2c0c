package io.quanttradinggym.gym.statistics;

/**
 * What values that were drawn independently say of their mean.
 *
 * @param mean of the values
 * @param ci95 95 % t-interval of it
 */
public record MeanEstimate(double mean, Interval ci95) {
  /** Of at least two values. */
  public static MeanEstimate of(double[] values) {
    return new MeanEstimate(Samples.mean(values), Interval.ofMean(values));
  }

  /** Of {@code a - b}, pair by pair. */
  public static MeanEstimate ofDifference(double[] a, double[] b) {
    return new MeanEstimate(Samples.mean(a) - Samples.mean(b), Interval.ofDifference(a, b));
  }
}
