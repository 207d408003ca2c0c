package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.market.NewsItem;

/**
 * The fair value of one instrument: a path that depends on the seed alone, not on reads. It is
 * defined on a fixed time grid and draws the same random numbers for each step, whether or not the
 * step is read.
 *
 * <p>Values of instruments are correlated if their processes draw from streams of equal names: each
 * process has its own copy of the shared variable, and the copies agree because they use one grid.
 *
 * @see GridProcess
 */
public interface FundamentalProcess extends Stateful {
  /** Logarithms of values, and what is added to them, stay far below it. */
  double MAX_LOG = 100;

  /** Seeds all random streams; the existing path does not change. */
  void seed(long seed, long episode);

  /** Begins the path of an episode, after {@link #seed}. */
  void start(long timeNanos);

  /** Fair value in ticks, at least 1, at a time that never decreases between calls. */
  double valueTicks(long timeNanos);

  /**
   * Applies news about the instrument; the path has already been advanced to the time of the news.
   *
   * @return false if this process has no such input: its value is then multiplied by the
   *     exponential of {@link NewsItem#valueChange}
   */
  default boolean onNews(NewsItem item) {
    return false;
  }
}
