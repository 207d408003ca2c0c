package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.random.RandomStream;

/** Draws latencies from a {@link LatencyModel}. */
final class LatencySampler {
  private final long leastNanos;
  private final long mostNanos;
  private final long addedNanos;
  private final long[] quantilesNanos; // empty = uniform

  /**
   * @param addedNanos constant that is added to every latency
   */
  LatencySampler(LatencyModel model, long addedNanos) {
    leastNanos = model.minNanos();
    mostNanos = model.maxNanos();
    this.addedNanos = addedNanos;
    quantilesNanos = model.quantilesNanos().stream().mapToLong(Long::longValue).toArray();
  }

  long nextNanos(RandomStream random) {
    if (leastNanos == mostNanos) {
      return leastNanos + addedNanos;
    }
    if (quantilesNanos.length == 0) {
      return random.nextLong(leastNanos, mostNanos) + addedNanos;
    }
    double at = random.nextDouble() * (quantilesNanos.length - 1);
    int below = (int) at;
    long low = quantilesNanos[below];
    return low + (long) ((at - below) * (quantilesNanos[below + 1] - low)) + addedNanos;
  }
}
