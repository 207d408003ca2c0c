package io.quanttradinggym.gym.observation;

import io.quanttradinggym.gym.view.FeatureView;
import io.quanttradinggym.sim.feature.IndicatorRequest;

/**
 * Covariances of the returns of some instruments, from the indicators {@code correlation} and
 * {@code rolling-volatility}. Allocation-free after construction.
 */
final class Covariances {
  private final int[] instruments;
  private final long window;
  private final long intervalNanos;
  private final int n;
  private final int[] volatilityRequests;
  private final int[] correlationRequests; // (n, n); those above the diagonal
  private final double[] volatilities;
  private final double[] correlations; // (n, n)

  Covariances(int[] instruments, long window, long intervalNanos) {
    this.instruments = instruments.clone();
    this.window = window;
    this.intervalNanos = intervalNanos;
    n = instruments.length;
    volatilityRequests = new int[n];
    correlationRequests = new int[n * n];
    volatilities = new double[n];
    correlations = new double[n * n];
  }

  void request(FeatureRequests requests) {
    for (int i = 0; i < n; i++) {
      volatilityRequests[i] = requests.add(indicator("rolling-volatility", i, "window", window));
      for (int j = i + 1; j < n; j++) {
        correlationRequests[i * n + j] =
            requests.add(indicator("correlation", i, "window", window, "other", instruments[j]));
      }
    }
  }

  private IndicatorRequest indicator(String type, int i, Object... namesAndValues) {
    return IndicatorRequest.of(type, instruments[i], intervalNanos, namesAndValues);
  }

  /** Reads the current values. */
  void read(FeatureView features) {
    for (int i = 0; i < n; i++) {
      volatilities[i] = features.value(volatilityRequests[i], 0);
      correlations[i * n + i] = 1;
      for (int j = i + 1; j < n; j++) {
        double value = features.value(correlationRequests[i * n + j], 0);
        correlations[i * n + j] = value;
        correlations[j * n + i] = value;
      }
    }
  }

  /** Mean correlation of all pairs of positions, weighted by their values and signs. */
  double correlation(double[] values) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double weight = values[i] * values[j];
        if (weight != 0) {
          sum += weight * correlations[i * n + j];
          weights += Math.abs(weight);
        }
      }
    }
    return weights == 0 ? 0 : sum / weights;
  }

  /** Covariance of the sum of the positions with the mean return, over the variance of the mean. */
  double beta(double[] values) {
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < n; i++) {
      double row = 0;
      for (int j = 0; j < n; j++) {
        row += correlations[i * n + j] * volatilities[i] * volatilities[j];
      }
      covariance += values[i] * row / n;
      variance += row / (n * (double) n);
    }
    return variance > 0 ? covariance / variance : 0;
  }
}
