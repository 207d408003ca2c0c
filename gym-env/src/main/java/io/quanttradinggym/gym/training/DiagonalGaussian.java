package io.quanttradinggym.gym.training;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;

/**
 * Independent normal components; the outputs are their means, and the deviations do not depend on
 * the observation. Actions are not limited: the environment receives them clipped.
 */
public final class DiagonalGaussian implements ActionDistribution {
  private static final double LOG_SQRT_TWO_PI = 0.9189385332046727;

  private final float[] deviations;
  private final double[] logDensities; // at the mean

  /**
   * @param logDeviations natural logarithms of the standard deviations
   * @throws InvalidInputException if a number is not finite
   */
  public DiagonalGaussian(float[] logDeviations) {
    deviations = new float[logDeviations.length];
    logDensities = new double[logDeviations.length];
    for (int i = 0; i < logDeviations.length; i++) {
      if (!Float.isFinite(logDeviations[i])) {
        throw new InvalidInputException("log_std", logDeviations[i], "finite numbers");
      }
      deviations[i] = (float) StrictMath.exp(logDeviations[i]);
      logDensities[i] = -logDeviations[i] - LOG_SQRT_TWO_PI;
    }
  }

  @Override
  public int parameters() {
    return deviations.length;
  }

  @Override
  public int size() {
    return deviations.length;
  }

  @Override
  public void sample(float[] outputs, int step, RandomStream random, float[] actions, int offset) {
    for (int i = 0; i < deviations.length; i++) {
      actions[offset + i] = Math.fma(deviations[i], (float) random.nextNormal(), outputs[i]);
    }
  }

  @Override
  public float logProbability(float[] outputs, float[] actions, int offset) {
    double log = 0;
    for (int i = 0; i < deviations.length; i++) {
      double distance = ((double) actions[offset + i] - outputs[i]) / deviations[i];
      log += logDensities[i] - distance * distance / 2;
    }
    return (float) log;
  }
}
