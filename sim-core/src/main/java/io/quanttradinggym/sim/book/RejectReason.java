package io.quanttradinggym.sim.book;

/** Why the book refused an order or a request on a live order. */
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
  /** The order belongs to another owner. */
  NOT_OWNER
}
