package io.quanttradinggym.gym.action;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;

/** Prices at a distance from the mid, rounded to ticks away from it. */
public final class QuotePrices {
  private QuotePrices() {}

  /**
   * The price {@code offsetTicks} away from the mid on a side, rounded outward.
   *
   * @param doubleMidTicks twice the mid
   */
  public static int outward(Side side, long doubleMidTicks, double offsetTicks) {
    double price = 0.5 * doubleMidTicks - side.sign() * offsetTicks;
    double rounded = side == Side.BUY ? Math.floor(price) : Math.ceil(price);
    return (int) Math.clamp(rounded, 1, OrderBook.MAX_PRICE_TICKS);
  }
}
