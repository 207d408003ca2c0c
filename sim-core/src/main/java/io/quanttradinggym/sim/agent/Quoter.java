package io.quanttradinggym.sim.agent;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.market.Report;
import java.util.EnumSet;
import java.util.Set;

/**
 * Keeps at most one order in each of its slots. An order that is where it should be is left alone,
 * so that it keeps its place in the queue.
 */
abstract class Quoter implements Agent {
  private final int instrument;
  private final long quantity;
  private final long[] orders; // by slot
  private final int[] prices; // by slot

  /**
   * @param quantity lots of every order
   */
  Quoter(int instrument, long quantity, int slots) {
    this.instrument = instrument;
    this.quantity = quantity;
    orders = new long[slots];
    prices = new int[slots];
  }

  final int instrument() {
    return instrument;
  }

  /** Lots of every order. */
  final long quantity() {
    return quantity;
  }

  /**
   * Has the order of a slot at a price.
   *
   * @param price 1 or more, or {@link OrderBook#NO_PRICE} for no order
   */
  final void quote(AgentContext context, int slot, Side side, int price) {
    if (orders[slot] != OrderBook.NO_ORDER) {
      if (prices[slot] == price) {
        return;
      }
      context.gateway().cancel(instrument, orders[slot]);
      orders[slot] = OrderBook.NO_ORDER;
    }
    if (price != OrderBook.NO_PRICE) {
      prices[slot] = price;
      orders[slot] =
          context.gateway().submitLimit(instrument, side, price, quantity, TimeInForce.GTC);
    }
  }

  @Override
  public final boolean wantsOrderEvents() {
    return true;
  }

  @Override
  public final Set<Report> ignoredOrderEvents() {
    return EnumSet.of(Report.ACCEPTED);
  }

  @Override
  public final void onFill(
      AgentContext context,
      int filled,
      long orderId,
      Side side,
      int priceTicks,
      long quantityLots,
      long remainingLots) {
    if (remainingLots == 0) {
      forget(orderId);
    }
  }

  @Override
  public final void onCancelled(
      AgentContext context, int cancelled, long orderId, long remainingLots, CancelReason reason) {
    forget(orderId);
  }

  @Override
  public final void onRejected(
      AgentContext context, int rejected, long orderId, RejectReason reason) {
    forget(orderId);
  }

  private void forget(long orderId) {
    for (int slot = 0; slot < orders.length; slot++) {
      if (orders[slot] == orderId) {
        orders[slot] = OrderBook.NO_ORDER;
      }
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeLongs(orders, 0, orders.length);
    out.writeInts(prices, 0, prices.length);
  }

  @Override
  public void load(StateReader in) {
    in.readLongs(orders, 0, orders.length);
    in.readInts(prices, 0, prices.length);
  }
}
