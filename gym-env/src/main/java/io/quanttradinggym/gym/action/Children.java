package io.quanttradinggym.gym.action;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.gym.view.TaskView;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.List;

/** Child orders of a parent order. */
public final class Children {
  private static final String ORDER = "order";
  private static final String MARKET = "market";
  private static final String LIMIT = "near-touch";

  private Children() {}

  static ParameterSpec orderParameter() {
    return ParameterSpec.choice(
        ORDER, MARKET, List.of(MARKET, LIMIT), "Order type of the child orders.");
  }

  static boolean isAtMarket(Parameters parameters) {
    return parameters.getText(ORDER).equals(MARKET);
  }

  /**
   * Sends a child order of a multiple of the even pace, rounded up; none for a multiple of 0.
   *
   * @return number of times the parent's quantity reduced the request
   */
  static int sendMultiple(
      ParentOrderView parent,
      double multiple,
      boolean atMarket,
      Views views,
      OrderGateway gateway) {
    TaskView task = views.task();
    double duration = task.endNanos() - task.startNanos();
    double decisions = Math.ceil(duration / task.decisionIntervalNanos());
    double even = parent.quantityLots() / decisions;
    long child = (long) Math.ceil(multiple * even);
    return child == 0 ? 0 : send(parent, child, atMarket, views, gateway);
  }

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
