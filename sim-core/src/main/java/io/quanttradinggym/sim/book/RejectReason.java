package io.quanttradinggym.sim.book;

/**
 * Reason why the book, or the exchange on behalf of the account, rejected an order or a request.
 */
public enum RejectReason {
  /** The id is {@link OrderBook#NO_ORDER}. */
  INVALID_ORDER_ID,
  /** An order with this id is live. */
  DUPLICATE_ORDER_ID,
  /** The price is outside 1 to {@link OrderBook#MAX_PRICE_TICKS}. */
  INVALID_PRICE,
  /** The quantity is not positive, or too large. */
  INVALID_QUANTITY,
  /** No order with this id is live. */
  UNKNOWN_ORDER,
  /** The order belongs to another participant. */
  NOT_OWNER,
  /** A buy order above, or a sell order below, the price band. */
  PRICE_OUTSIDE_BAND,
  /** The stop price is outside 1 to {@link OrderBook#MAX_PRICE_TICKS}. */
  INVALID_STOP_PRICE,
  /** The displayed quantity is negative. */
  INVALID_DISPLAY,
  /** A good-till-date order without an expiry in the future. */
  INVALID_EXPIRY,
  /** Incompatible instructions: see {@link OrderTicket}. */
  INCOMPATIBLE_INSTRUCTIONS,
  /** The book is halted. */
  MARKET_HALTED,
  /** Market, immediate, fill-or-kill and post-only orders do not enter a call auction. */
  NOT_IN_CALL,
  /** A post-only order that would trade at once. */
  WOULD_TAKE,
  /** A stop order that waits for its trigger cannot be replaced. */
  STOP_PENDING,
  /** The account's cash and credit do not cover the order. */
  INSUFFICIENT_CASH,
  /** The account's equity does not cover the margin. */
  INSUFFICIENT_MARGIN,
  /** The order could move the account's position beyond its limit. */
  POSITION_LIMIT,
  /** A short sale for which no shares could be located. */
  NO_SHARES_TO_BORROW;

  /** Whether the reason is an account limit, not a rule of the book. */
  public boolean isOfAccount() {
    return compareTo(INSUFFICIENT_CASH) >= 0;
  }
}
