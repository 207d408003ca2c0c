package io.quanttradinggym.sim.data;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;

/**
 * One row of a LOBSTER order book file: the published levels of both sides, best first. Reused from
 * row to row.
 */
final class LobsterBookRow {
  private static final int FIELDS_PER_LEVEL = 4;
  private static final long EMPTY_PRICE_UNITS = 9_999_999_999L;

  private final int levels;
  private final Published bids;
  private final Published asks;

  /** One side of the row. */
  private static final class Published {
    final int[] pricesTicks;
    final long[] quantitiesLots;
    int count;

    Published(int levels) {
      pricesTicks = new int[levels];
      quantitiesLots = new long[levels];
    }

    void add(CsvCursor csv, String side, int level, int emptySign) {
      String field = side + " price " + (level + 1);
      long price = csv.nextLong(field);
      if (price == emptySign * EMPTY_PRICE_UNITS) {
        csv.nextLong(side + " size " + (level + 1), 0, 0);
        return;
      }
      if (price < LobsterMessages.UNITS_PER_TICK
          || price > LobsterMessages.MAX_PRICE_UNITS
          || price % LobsterMessages.UNITS_PER_TICK != 0) {
        throw csv.invalid(field, "a positive multiple of " + LobsterMessages.UNITS_PER_TICK);
      }
      if (count != level) {
        throw csv.invalid(field, "an empty level, like the previous level");
      }
      int ticks = (int) (price / LobsterMessages.UNITS_PER_TICK);
      if (count > 0 && (ticks - pricesTicks[count - 1]) * emptySign <= 0) {
        throw csv.invalid(field, "a price further away than the previous level");
      }
      pricesTicks[count] = ticks;
      quantitiesLots[count++] =
          csv.nextLong(side + " size " + (level + 1), 1, OrderBook.MAX_QUANTITY_LOTS);
    }
  }

  LobsterBookRow(int levels) {
    this.levels = levels;
    bids = new Published(levels);
    asks = new Published(levels);
  }

  /** Number of levels of the current row. */
  static int levels(CsvCursor csv, int maxLevels) {
    int fields = csv.fieldCount();
    if (fields % FIELDS_PER_LEVEL != 0 || fields > maxLevels * FIELDS_PER_LEVEL) {
      throw new InvalidDataException(
          csv.where(),
          "fields",
          fields,
          FIELDS_PER_LEVEL + " for each of 1 to " + maxLevels + " levels");
    }
    return fields / FIELDS_PER_LEVEL;
  }

  /** Reads the current row. */
  void parse(CsvCursor csv) {
    int fields = csv.fieldCount();
    if (fields != levels * FIELDS_PER_LEVEL) {
      throw new InvalidDataException(
          csv.where(), "fields", fields, levels * FIELDS_PER_LEVEL + " for " + levels + " levels");
    }
    bids.count = 0;
    asks.count = 0;
    for (int level = 0; level < levels; level++) {
      asks.add(csv, "ask", level, 1);
      bids.add(csv, "bid", level, -1);
    }
  }

  private Published side(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  int levels() {
    return levels;
  }

  int count(Side side) {
    return side(side).count;
  }

  int priceTicks(Side side, int level) {
    return side(side).pricesTicks[level];
  }

  long quantityLots(Side side, int level) {
    return side(side).quantitiesLots[level];
  }

  /** The deepest published price of a side, or {@link OrderBook#NO_PRICE}. */
  int deepestTicks(Side side) {
    Published published = side(side);
    return published.count == 0 ? OrderBook.NO_PRICE : published.pricesTicks[published.count - 1];
  }
}
