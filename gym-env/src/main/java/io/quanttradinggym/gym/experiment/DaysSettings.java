package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.parameter.InvalidInputException;

/**
 * Selection of days.
 *
 * @param seed seed of the first day, unsigned; the following days use consecutive seeds
 * @param seeds number of days
 * @param until market time after the open to stop at, such as "30m"; empty = the close
 */
public record DaysSettings(long seed, int seeds, String until) {
  private static final int MOST_SEEDS = 100_000;

  public DaysSettings {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new InvalidInputException("seeds", seeds, "an integer from 1 to " + MOST_SEEDS);
    }
  }
}
