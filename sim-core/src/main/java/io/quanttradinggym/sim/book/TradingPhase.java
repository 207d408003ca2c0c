package io.quanttradinggym.sim.book;

/** What a book does with orders. */
public enum TradingPhase {
  /** Orders that cross trade at once. */
  CONTINUOUS,
  /** Call auction: orders gather without trading, so that the book may be crossed. */
  CALL
}
