package io.quanttradinggym.sim.engine;

import io.quanttradinggym.sim.parameter.InvalidInputException;
import io.quanttradinggym.sim.random.RandomStream;

/**
 * Time from what an agent sees to its order's arrival: uniform between two bounds (equal bounds:
 * constant).
 *
 * @param minNanos smallest latency, inclusive
 * @param maxNanos largest latency, inclusive
 */
public record LatencyModel(long minNanos, long maxNanos) {
  private static final long MAX_NANOS = 3_600_000_000_000L;

  public LatencyModel {
    if (minNanos < 0 || maxNanos > MAX_NANOS) {
      throw new InvalidInputException("latency", minNanos + " to " + maxNanos, "0s to 1h");
    }
    if (minNanos > maxNanos) {
      throw new InvalidInputException("latency.min", minNanos, "at most latency.max = " + maxNanos);
    }
  }

  public static LatencyModel constant(long nanos) {
    return new LatencyModel(nanos, nanos);
  }

  long sampleNanos(RandomStream random) {
    return minNanos == maxNanos ? minNanos : random.nextLong(minNanos, maxNanos);
  }
}
