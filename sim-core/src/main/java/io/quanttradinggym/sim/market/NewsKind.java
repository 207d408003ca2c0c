package io.quanttradinggym.sim.market;

/** Type of news. */
public enum NewsKind {
  /** A company's earnings, relative to the expectation. */
  EARNINGS,
  /** A company's outlook on its growth. */
  GUIDANCE,
  /** The risk-free rate. */
  RATE,
  /** News about a whole sector. */
  SECTOR
}
