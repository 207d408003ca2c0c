package io.quanttradinggym.sim.book;

/** Why a book changed its phase. */
public enum PhaseCause {
  /** Somebody asked for it. */
  REQUESTED,
  /** A market order would have bought above the price band. */
  LIMIT_UP,
  /** A market order would have sold below the price band. */
  LIMIT_DOWN
}
