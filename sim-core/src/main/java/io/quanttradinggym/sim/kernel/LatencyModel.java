package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.unit.Units;
import java.util.List;

/**
 * Time from an observation to the arrival of the resulting order: uniform between two bounds (equal
 * bounds: constant), or from a measured distribution.
 *
 * @param minNanos smallest latency, inclusive
 * @param maxNanos largest latency, inclusive
 * @param quantilesNanos measured quantiles at equal steps of probability, from the smallest to the
 *     largest; linear interpolation between them; empty = uniform
 */
public record LatencyModel(long minNanos, long maxNanos, List<Long> quantilesNanos) {
  private static final long MAX_NANOS = Units.NANOS_PER_HOUR;

  public LatencyModel {
    quantilesNanos = List.copyOf(quantilesNanos);
    if (minNanos < 0 || maxNanos > MAX_NANOS) {
      throw new InvalidInputException(
          "latency", "(" + minNanos + " to " + maxNanos + " ns)", "0s to 1h");
    }
    if (minNanos > maxNanos) {
      throw new InvalidInputException(
          "latency.min", minNanos, "at most latency.max (" + maxNanos + ")");
    }
  }

  /** Uniform between two bounds. */
  public LatencyModel(long minNanos, long maxNanos) {
    this(minNanos, maxNanos, List.of());
  }

  public static LatencyModel constant(long nanos) {
    return new LatencyModel(nanos, nanos);
  }

  /**
   * Latency from a measured distribution.
   *
   * @param quantilesNanos ascending; at least two
   */
  public static LatencyModel empirical(List<Long> quantilesNanos) {
    if (quantilesNanos.size() < 2) {
      throw new InvalidInputException("quantiles", quantilesNanos, "at least two values");
    }
    for (int i = 1; i < quantilesNanos.size(); i++) {
      if (quantilesNanos.get(i) < quantilesNanos.get(i - 1)) {
        throw new InvalidInputException(
            "quantiles",
            Durations.format(quantilesNanos.get(i)),
            "at least " + Durations.format(quantilesNanos.get(i - 1)));
      }
    }
    return new LatencyModel(quantilesNanos.getFirst(), quantilesNanos.getLast(), quantilesNanos);
  }
}
