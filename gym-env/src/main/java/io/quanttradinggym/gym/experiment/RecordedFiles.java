package io.quanttradinggym.gym.experiment;

/** Selection of the files of a simulation. */
public enum RecordedFiles {
  NONE,
  /** The tables of agents, trades and portfolios. */
  TABLES,
  /** Every file. */
  ALL
}
