package io.quanttradinggym.sim.kernel;

/** Reason for which {@link Simulator#run(long, long)} has returned. */
public enum Stop {
  /** The decision of a participant is due. */
  DECISION,
  /** The clock has reached the time. */
  TIME,
  /** The event limit has been reached; neither of the other reasons holds. */
  LIMIT
}
