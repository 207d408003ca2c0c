package io.quanttradinggym.sim.book;

/** Lifetime of an order, in FIX terms. */
public enum TimeInForce {
  /** Good till cancelled: the remainder rests until it is filled or cancelled. */
  GTC,
  /** Immediate or cancel: trades available quantity at once; the remainder is cancelled. */
  IOC,
  /** Fill or kill: trades its whole quantity at once or nothing at all. */
  FOK,
  /** Rests until the trading day is closed. */
  DAY,
  /** Good till date: rests until its expiry time. */
  GTD
}
