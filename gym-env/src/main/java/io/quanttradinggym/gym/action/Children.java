package io.quanttradinggym.gym.action;

import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.OrderGateway;

/** Child orders of a parent order. */
public final class Children {
  private Children() {}

  /**
   * Remaining quantity of the parent if all working orders, including pending cancels, are filled.
   */
  public static long openLots(ParentOrderView parent, Views views) {
    long working = views.orders().remainingLots(parent.instrument(), parent.side());
    return Math.max(0, parent.quantityLots() - parent.executedLots() - working);
  }

  /**
   * Sends at most {@code quantityLots}, at the market or at the near touch (at the mid, rounded
   * away from it, where there is none).
   *
   * @return number of times the parent's quantity reduced the request
   */
  public static int send(
      ParentOrderView parent,
      long quantityLots,
      boolean atMarket,
      Views views,
      OrderGateway gateway) {
    int instrument = parent.instrument();
    long quantity = Math.min(quantityLots, openLots(parent, views));
    if (quantity > 0 && atMarket) {
      gateway.submitMarket(instrument, parent.side(), quantity);
    } else if (quantity > 0) {
      int touch = views.book().bestTicks(instrument, parent.side());
      long doubleMid = views.book().doubleMidTicks(instrument);
      int price =
          touch == OrderBook.NO_PRICE ? QuotePrices.outward(parent.side(), doubleMid, 0) : touch;
      gateway.submitLimit(instrument, parent.side(), price, quantity, TimeInForce.GTC);
    }
    return quantity < quantityLots ? 1 : 0;
  }
}
