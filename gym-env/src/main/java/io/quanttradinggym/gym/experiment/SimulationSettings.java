package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.parameter.InvalidInputException;

/**
 * What a simulation plays and keeps.
 *
 * @param seed unsigned
 * @param until market time after the open to stop at, such as "30m"; empty = the close
 * @param files which files are written
 * @param levels of each side of the LOBSTER book files
 * @param savedState state to continue from, of the same build, scenario and policies; empty = the
 *     open
 * @param saveState whether the result holds the state at the end
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by the simulation
public record SimulationSettings(
    long seed,
    String until,
    RecordedFiles files,
    int levels,
    byte[] savedState,
    boolean saveState) {
  private static final int MOST_LEVELS = 1000;

  public SimulationSettings {
    if (levels < 1 || levels > MOST_LEVELS) {
      throw new InvalidInputException("levels", levels, "1 to " + MOST_LEVELS);
    }
  }
}
