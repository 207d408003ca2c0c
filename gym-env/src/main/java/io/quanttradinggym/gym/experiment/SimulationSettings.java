package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.parameter.InvalidInputException;

/**
 * Seed, duration and output of a simulation.
 *
 * @param seed unsigned
 * @param until market time after the open to stop at, such as "30m"; empty = the close
 * @param files which files are written
 * @param levels number of levels on each side of the LOBSTER book files
 * @param savedState state to continue from, of the same build, scenario and policies; empty = start
 *     at the open
 * @param saveState whether the result includes the state at the end
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
