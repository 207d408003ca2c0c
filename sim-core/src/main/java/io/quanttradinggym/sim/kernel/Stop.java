package io.quanttradinggym.sim.kernel;

/** Why {@link Simulator#run(long, long)} has returned. */
public enum Stop {
  /** The decision of a participant is due. */
  DECISION,
  /** The clock has reached the time. */
  TIME,
  /** As many events as were allowed have been processed; neither of the others holds. */
  LIMIT
}
