package io.quanttradinggym.gym.experiment;

import java.nio.file.Path;
import java.util.List;

/**
 * A recorded day.
 *
 * @param seed unsigned
 * @param digest digest of all book events
 * @param files one NumPy archive for each instrument, in order
 */
public record SeriesDay(
    long seed, long digest, long orderEvents, long trades, double wallSeconds, List<Path> files) {
  public SeriesDay {
    files = List.copyOf(files);
  }
}
