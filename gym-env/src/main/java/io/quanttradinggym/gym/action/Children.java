package io.quanttradinggym.gym.action;

import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.trader.TraderView;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.OrderGateway;

/** Child orders of a parent order. */
public final class Children {
  /** Parent orders are in the first instrument. */
  public static final int INSTRUMENT = 0;

  private Children() {}

  /** What the parent still needs when all that works, or is being cancelled, is filled. */
  public static long openLots(ParentOrder parent, TraderView view) {
    long working = view.orders().remainingLots(INSTRUMENT, parent.side());
    return Math.max(0, parent.quantityLots() - view.executedLots() - working);
  }

  /**
   * Sends at most {@code quantityLots}, at the market or at the near touch (at the mid, rounded
   * away from it, where there is none).
   *
   * @return how many times the parent's size reduced what was asked for
   */
  public static int send(
      ParentOrder parent,
      long quantityLots,
      boolean atMarket,
      TraderView view,
      OrderGateway gateway) {
    long quantity = Math.min(quantityLots, openLots(parent, view));
    if (quantity > 0 && atMarket) {
      gateway.submitMarket(INSTRUMENT, parent.side(), quantity);
    } else if (quantity > 0) {
      int touch = view.market().bestTicks(INSTRUMENT, parent.side());
      long doubleMid = view.market().doubleMidTicks(INSTRUMENT);
      int price =
          touch == OrderBook.NO_PRICE ? QuotePrices.outward(parent.side(), doubleMid, 0) : touch;
      gateway.submitLimit(INSTRUMENT, parent.side(), price, quantity, TimeInForce.GTC);
    }
    return quantity < quantityLots ? 1 : 0;
  }
}
