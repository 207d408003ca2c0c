package io.quanttradinggym.sim.book;

/** Reason of a phase change of a book. */
public enum PhaseCause {
  /** A command requested it. */
  REQUESTED,
  /** A market order would have bought above the price band. */
  LIMIT_UP,
  /** A market order would have sold below the price band. */
  LIMIT_DOWN
}
