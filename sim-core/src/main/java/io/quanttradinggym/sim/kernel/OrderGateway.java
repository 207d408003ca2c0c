package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;

/**
 * The connection of one participant to the exchange. Messages arrive after the participant's
 * latency (market data plus order entry), in the order sent. Their effects return to the {@link
 * Agent} as events.
 */
public interface OrderGateway {
  /** Returns the id of the new order. */
  long submitLimit(
      int instrument, Side side, int priceTicks, long quantityLots, TimeInForce timeInForce);

  /** Returns the id of the new order; the unfilled quantity is cancelled. */
  long submitMarket(int instrument, Side side, long quantityLots);

  /**
   * Sends an order of any kind: post-only, reserve, hidden, stop, good till date and so on.
   *
   * @param ticket copied; its id and participant are filled in here
   * @return the id of the new order
   */
  long submit(int instrument, OrderTicket ticket);

  void cancel(int instrument, long orderId);

  /** Reduces a live order by {@code byLots}; the order keeps its priority. */
  void reduce(int instrument, long orderId, long byLots);

  void replace(int instrument, long orderId, int newPriceTicks, long newRemainingLots);
}
