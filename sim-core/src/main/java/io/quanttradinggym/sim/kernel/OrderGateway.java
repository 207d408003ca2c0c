package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;

/**
 * One participant's way to the exchange. What is sent arrives after the participant's latency
 * (market data and order entry together), in the order sent; what becomes of it comes back to the
 * {@link Agent} as events.
 */
public interface OrderGateway {
  /** Returns the id of the new order. */
  long submitLimit(
      int instrument, Side side, int priceTicks, long quantityLots, TimeInForce timeInForce);

  /** Returns the id of the new order; what finds no counterparty is cancelled. */
  long submitMarket(int instrument, Side side, long quantityLots);

  /**
   * Sends an order of any kind: post-only, reserve, hidden, stop, good till date and so on.
   *
   * @param ticket copied; its id and owner are filled in here
   * @return the id of the new order
   */
  long submit(int instrument, OrderTicket ticket);

  void cancel(int instrument, long orderId);

  /** Takes {@code byLots} off a live order, which keeps its priority. */
  void reduce(int instrument, long orderId, long byLots);

  void replace(int instrument, long orderId, int newPriceTicks, long newRemainingLots);
}
