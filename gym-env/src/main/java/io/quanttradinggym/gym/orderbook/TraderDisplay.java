package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.api.SeatDisplay;
import io.quanttradinggym.gym.api.SeatDisplay.Level;
import io.quanttradinggym.gym.api.SeatDisplay.Order;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.gym.trader.WorkingOrders;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import java.util.ArrayList;
import java.util.List;

/** Builds the display of a trader. */
public final class TraderDisplay {
  private static final int LEVELS = 10;

  private TraderDisplay() {}

  /** The display with the fills since the last call; the first call starts their record. */
  static SeatDisplay of(Trader trader, int instrument) {
    return new SeatDisplay(
        trader.book().instrument(instrument).tickSize(),
        levels(trader, instrument, Side.BUY),
        levels(trader, instrument, Side.SELL),
        orders(trader, instrument),
        trader.fills().drain(instrument));
  }

  private static List<Level> levels(Trader trader, int instrument, Side side) {
    int[] pricesTicks = new int[LEVELS];
    long[] quantitiesLots = new long[LEVELS];
    int count = trader.book().levels(instrument, side, LEVELS, pricesTicks, quantitiesLots);
    List<Level> levels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      levels.add(new Level(pricesTicks[i], quantitiesLots[i]));
    }
    return levels;
  }

  /** The live limit orders of a trader in an instrument, oldest first. */
  public static List<Order> orders(Trader trader, int instrument) {
    WorkingOrders working = trader.orders();
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < working.size(); i++) {
      if (working.instrument(i) == instrument && working.priceTicks(i) != OrderBook.NO_PRICE) {
        boolean buy = working.side(i) == Side.BUY;
        orders.add(new Order(buy, working.priceTicks(i), working.remainingLots(i)));
      }
    }
    return orders;
  }
}
