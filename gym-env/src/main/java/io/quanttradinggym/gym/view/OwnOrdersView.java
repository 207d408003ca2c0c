package io.quanttradinggym.gym.view;

import io.quanttradinggym.sim.book.Side;

/** The trader's own orders, working or in flight, oldest first. */
public interface OwnOrdersView {
  /** Number of orders; an index counts from 0. */
  int size();

  long orderId(int index);

  int instrument(int index);

  Side side(int index);

  /** {@link io.quanttradinggym.sim.book.OrderBook#NO_PRICE} for a market order in flight. */
  int priceTicks(int index);

  long remainingLots(int index);

  /**
   * Whether a cancel request for the order is in flight. The order can trade until the request
   * arrives.
   */
  boolean isCancelling(int index);

  /** Time at which the order was sent. */
  long sentNanos(int index);

  /**
   * Displayed lots ahead of the order at its price; −1 while it does not rest in the book. Linear
   * in the queue.
   */
  long quantityAheadLots(int index);

  /** Lots working on one side of one instrument. */
  long remainingLots(int instrument, Side side);

  /** Index of the best-priced limit order on a side, or -1. */
  int best(int instrument, Side side);
}
