package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.market.NewsItem;

/**
 * The fair value of one instrument: a path that depends on the seed alone and never on who looks at
 * it, or when. It therefore lives on a fixed grid of time and draws the same numbers for each of
 * its steps, whether or not somebody looks at that step.
 *
 * <p>Instruments move together when their processes draw from streams of equal names: each has its
 * own copy of what is shared, and the copies agree because they are drawn on one grid.
 *
 * @see GridProcess
 */
public interface FundamentalProcess extends Stateful {
  /** Seeds all random streams; the path so far stays as it is. */
  void seed(long seed, long episode);

  /** Begins the path of an episode, after {@link #seed}. */
  void start(long timeNanos);

  /** Fair value in ticks, at least 1, at a time that never decreases between calls. */
  double valueTicks(long timeNanos);

  /**
   * Takes news about the instrument into account; the path has been taken to their time before.
   *
   * @return false where this process does not understand them: its value is then multiplied by the
   *     exponential of what the news say of values in general, {@link NewsItem#valueChange}
   */
  default boolean onNews(NewsItem item) {
    return false;
  }
}
