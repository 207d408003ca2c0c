package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.sim.random.RandomStream;
import io.quanttradinggym.sim.state.Stateful;

/**
 * The fair value of one instrument. It lives on a fixed grid of time, so that its path depends on
 * the seed alone and never on who looks at it, or when.
 */
public interface FundamentalProcess extends Stateful {
  /** Starts the path of an episode; all its randomness comes from {@code random}. */
  void start(long timeNanos, RandomStream random);

  /** Fair value in ticks at {@code timeNanos}, which never decreases between calls. */
  double valueTicks(long timeNanos, RandomStream random);
}
