package io.quanttradinggym.gym.action;

import io.quanttradinggym.gym.view.OwnOrdersView;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.OrderGateway;

/** Order operations shared by several schemes. */
public final class Orders {
  private Orders() {}

  /** Requests the cancellation of every limit order in an instrument. */
  public static void cancelAll(int instrument, Views views, OrderGateway gateway) {
    OwnOrdersView orders = views.orders();
    for (int i = 0; i < orders.size(); i++) {
      if (orders.instrument(i) == instrument && isCancellable(orders, i)) {
        gateway.cancel(instrument, orders.orderId(i));
      }
    }
  }

  /** Whether a limit order in an instrument can be cancelled. */
  public static boolean hasCancellable(int instrument, Views views) {
    OwnOrdersView orders = views.orders();
    for (int i = 0; i < orders.size(); i++) {
      if (orders.instrument(i) == instrument && isCancellable(orders, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCancellable(OwnOrdersView orders, int index) {
    return orders.priceTicks(index) != OrderBook.NO_PRICE && !orders.isCancelling(index);
  }

  /**
   * Quantity that may be sent on a side without breaching the largest position: working orders and
   * orders with a pending cancel count as filled.
   */
  public static long roomLots(int instrument, Side side, Views views) {
    long position = views.account().positionLots(instrument) * side.sign();
    long working = views.orders().remainingLots(instrument, side);
    return Math.max(0, views.task().maxPositionLots() - position - working);
  }

  /**
   * Sends a market order of at most {@code quantityLots} within the limit; returns interventions.
   */
  public static int market(
      int instrument, Side side, long quantityLots, Views views, OrderGateway gateway) {
    long allowed = Math.min(quantityLots, roomLots(instrument, side, views));
    if (allowed > 0) {
      gateway.submitMarket(instrument, side, allowed);
    }
    return allowed < quantityLots ? 1 : 0;
  }

  /**
   * Sends a limit order of at most {@code quantityLots} within the limit; returns interventions.
   */
  public static int limit(
      int instrument,
      Side side,
      int priceTicks,
      long quantityLots,
      Views views,
      OrderGateway gateway) {
    long allowed = Math.min(quantityLots, roomLots(instrument, side, views));
    if (allowed > 0) {
      gateway.submitLimit(instrument, side, priceTicks, allowed, TimeInForce.GTC);
    }
    return allowed < quantityLots ? 1 : 0;
  }

  /**
   * Makes the orders of one side equal to {@code quantityLots} at {@code priceTicks} (nothing, for
   * a quantity of 0). Orders already at that price stay and keep their priority; other quantity is
   * cancelled or added.
   *
   * @return number of times a limit reduced the request
   */
  public static int quote(
      int instrument,
      Side side,
      int priceTicks,
      long quantityLots,
      Views views,
      OrderGateway gateway) {
    OwnOrdersView orders = views.orders();
    long room = roomLots(instrument, side, views);
    long missing = quantityLots;
    for (int i = 0; i < orders.size(); i++) {
      if (orders.instrument(i) != instrument
          || orders.side(i) != side
          || !isCancellable(orders, i)) {
        continue;
      }
      long remaining = orders.remainingLots(i);
      long kept = orders.priceTicks(i) == priceTicks ? Math.min(remaining, missing) : 0;
      if (kept == 0) {
        gateway.cancel(instrument, orders.orderId(i));
      } else if (kept < remaining) {
        gateway.reduce(instrument, orders.orderId(i), remaining - kept);
      }
      missing -= kept;
    }
    long added = Math.min(missing, room);
    if (added > 0) {
      gateway.submitLimit(instrument, side, priceTicks, added, TimeInForce.GTC);
    }
    return added < missing ? 1 : 0;
  }

  /**
   * Sends the market order that brings the position to {@code targetLots}, market orders on their
   * way included.
   *
   * @return number of times a limit reduced the request
   */
  public static int moveTo(int instrument, long targetLots, Views views, OrderGateway gateway) {
    return moveTo(instrument, targetLots, 1, views, gateway);
  }

  /** As {@link #moveTo(int, long, Views, OrderGateway)}, with a smallest quantity to trade. */
  public static int moveTo(
      int instrument, long targetLots, long minLots, Views views, OrderGateway gateway) {
    OwnOrdersView orders = views.orders();
    long expected = views.account().positionLots(instrument);
    for (int i = 0; i < orders.size(); i++) {
      if (orders.instrument(i) == instrument && orders.priceTicks(i) == OrderBook.NO_PRICE) {
        expected += orders.remainingLots(i) * orders.side(i).sign();
      }
    }
    long change = targetLots - expected;
    Side side = change > 0 ? Side.BUY : Side.SELL;
    long lots = Math.abs(change);
    return lots < minLots ? 0 : market(instrument, side, lots, views, gateway);
  }
}
