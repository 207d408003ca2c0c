package io.quanttradinggym.sim.book;

/** Reason why the untraded remainder of an accepted order left the book. */
public enum CancelReason {
  /** The participant requested it. */
  REQUESTED,
  /** An immediate-or-cancel remainder. */
  IMMEDIATE_REMAINDER,
  /** A market order found no more quantity. */
  MARKET_REMAINDER,
  /** A fill-or-kill order could not be filled completely. */
  NOT_FILLABLE,
  /** A day order at the close, or a good-till-date order at its expiry. */
  EXPIRED,
  /** Self-trade prevention. */
  SELF_TRADE,
  /** The price band excludes it. */
  PRICE_BAND
}
