package io.quanttradinggym.sim.data;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;

/**
 * Copies levels that come into the published window from outside, of which no message tells.
 * Nothing at or inside the previous row's deepest price is ever copied.
 */
final class WindowAdoption {
  private final LobsterBook book;

  /**
   * The deepest price of the previous row where it had all its levels, else {@link
   * OrderBook#NO_PRICE}.
   */
  private int bidEdgeTicks = OrderBook.NO_PRICE;

  private int askEdgeTicks = OrderBook.NO_PRICE;
  private long adoptedLevels;

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

  /** Copies what is new in this row and deeper than the edge of the one before. */
  void adopt(LobsterBookRow row) {
    adopt(row, Side.BUY, bidEdgeTicks);
    adopt(row, Side.SELL, askEdgeTicks);
    remember(row);
  }

  private void adopt(LobsterBookRow row, Side side, int edgeTicks) {
    // A row that is not full shows the whole side: what is deeper in the book is gone.
    int deepest =
        row.count(side) == row.levels() ? row.deepestTicks(side) : book.deepestTicks(side);
    if (edgeTicks == OrderBook.NO_PRICE || deepest == OrderBook.NO_PRICE) {
      return;
    }
    int deeper = -side.sign();
    int level = row.count(side) - 1;
    for (int ticks = deepest; (ticks - edgeTicks) * deeper > 0; ticks -= deeper) {
      boolean published = level >= 0 && row.priceTicks(side, level) == ticks;
      long quantity = published ? row.quantityLots(side, level--) : 0;
      if (book.set(side, ticks, quantity)) {
        adoptedLevels++;
      }
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
