package io.quanttradinggym.gym.training;

import io.quanttradinggym.base.parameter.InvalidInputException;

/**
 * Normalisation of observations before they reach a network: {@code clip((value − mean) /
 * √(variance + ε), ±limit)}, computed in double precision as stable-baselines3's VecNormalize does.
 * Immutable.
 */
public final class ObservationScaling {
  private final double[] means;
  private final double[] deviations;
  private final double limit;

  /**
   * @param epsilon added to the variances
   * @param limit of the magnitude of the results
   * @throws InvalidInputException if the lengths differ
   */
  public ObservationScaling(double[] means, double[] variances, double epsilon, double limit) {
    if (variances.length != means.length) {
      throw new InvalidInputException(
          "scaling.variances", variances.length + " numbers", means.length + ", as of means");
    }
    this.means = means.clone();
    this.limit = limit;
    deviations = new double[variances.length];
    for (int i = 0; i < variances.length; i++) {
      deviations[i] = Math.sqrt(variances[i] + epsilon);
    }
  }

  int size() {
    return means.length;
  }

  /** Scales the observation at {@code offset}. */
  void apply(float[] observations, int offset, float[] out) {
    for (int i = 0; i < means.length; i++) {
      double scaled = (observations[offset + i] - means[i]) / deviations[i];
      out[i] = (float) Math.max(-limit, Math.min(limit, scaled));
    }
  }
}
