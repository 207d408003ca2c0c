package io.quanttradinggym.sim.data;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;

/**
 * Copies levels that enter the published window without a message. Nothing at or inside the
 * previous row's deepest price is ever copied.
 */
final class WindowAdoption {
  private final LobsterBook book;

  /**
   * The deepest price of the previous row if that row was full, otherwise {@link
   * OrderBook#NO_PRICE}.
   */
  private int bidEdgeTicks = OrderBook.NO_PRICE;

  private int askEdgeTicks = OrderBook.NO_PRICE;
  private long adoptedLevels;

  /** Levels of a side of the book. */
  private int[] pricesTicks = {};

  private long[] quantitiesLots = {};

  WindowAdoption(LobsterBook book) {
    this.book = book;
  }

  long adoptedLevels() {
    return adoptedLevels;
  }

  /** Copies the whole first row. */
  void seed(LobsterBookRow row) {
    for (Side side : Side.values()) {
      for (int level = 0; level < row.count(side); level++) {
        book.set(side, row.priceTicks(side, level), row.quantityLots(side, level));
      }
    }
    remember(row);
  }

  /** Copies levels that are new in this row and deeper than the edge of the previous row. */
  void adopt(LobsterBookRow row) {
    adopt(row, Side.BUY, bidEdgeTicks);
    adopt(row, Side.SELL, askEdgeTicks);
    remember(row);
  }

  private void adopt(LobsterBookRow row, Side side, int edgeTicks) {
    // A row that is not full shows the whole side: deeper levels of the book are removed.
    int deepest =
        row.count(side) == row.levels() ? row.deepestTicks(side) : book.deepestTicks(side);
    if (edgeTicks == OrderBook.NO_PRICE || deepest == OrderBook.NO_PRICE) {
      return;
    }
    // A price is deeper if it is further from the other side.
    int sign = side.sign();
    if ((edgeTicks - deepest) * sign <= 0) {
      return;
    }
    clear(row, side, edgeTicks, deepest);
    for (int level = row.count(side) - 1; level >= 0; level--) {
      int ticks = row.priceTicks(side, level);
      if ((edgeTicks - ticks) * sign > 0) {
        set(side, ticks, row.quantityLots(side, level));
      }
    }
  }

  /** Empties the levels between the edge and the deepest price that were not published. */
  private void clear(LobsterBookRow row, Side side, int edgeTicks, int deepest) {
    int count = book.book().levelCount(side);
    if (count > pricesTicks.length) {
      pricesTicks = new int[count * 2];
      quantitiesLots = new long[count * 2];
    }
    book.book().levels(side, count, pricesTicks, quantitiesLots);
    int sign = side.sign();
    int published = row.count(side) - 1;
    for (int i = count - 1; i >= 0 && (edgeTicks - pricesTicks[i]) * sign > 0; i--) {
      int ticks = pricesTicks[i];
      if ((ticks - deepest) * sign >= 0) {
        while (published >= 0 && (row.priceTicks(side, published) - ticks) * sign < 0) {
          published--;
        }
        if (published < 0 || row.priceTicks(side, published) != ticks) {
          set(side, ticks, 0);
        }
      }
    }
  }

  private void set(Side side, int ticks, long lots) {
    if (book.set(side, ticks, lots)) {
      adoptedLevels++;
    }
  }

  private void remember(LobsterBookRow row) {
    bidEdgeTicks = edge(row, Side.BUY);
    askEdgeTicks = edge(row, Side.SELL);
  }

  private static int edge(LobsterBookRow row, Side side) {
    return row.count(side) == row.levels() ? row.deepestTicks(side) : OrderBook.NO_PRICE;
  }
}
