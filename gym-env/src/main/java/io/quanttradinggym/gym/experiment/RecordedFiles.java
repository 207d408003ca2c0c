package io.quanttradinggym.gym.experiment;

/** Which files about a simulation are written. */
public enum RecordedFiles {
  NONE,
  /** The tables of agents, trades and portfolios. */
  TABLES,
  /** Every file. */
  ALL
}
