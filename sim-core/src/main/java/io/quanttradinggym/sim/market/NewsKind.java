package io.quanttradinggym.sim.market;

/** What news are about. */
public enum NewsKind {
  /** A company's earnings, against what was expected. */
  EARNINGS,
  /** A company's outlook on its growth. */
  GUIDANCE,
  /** The risk-free rate. */
  RATE,
  /** A whole sector. */
  SECTOR
}
