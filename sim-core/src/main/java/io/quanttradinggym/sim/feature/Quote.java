package io.quanttradinggym.sim.feature;

import io.quanttradinggym.sim.book.OrderBook;

/** The best prices of both sides and the quantities there; reused from event to event. */
public final class Quote {
  public long timeNanos;

  /** {@link OrderBook#NO_PRICE} where there is none. */
  public int bidTicks = OrderBook.NO_PRICE;

  public long bidLots;

  /** {@link OrderBook#NO_PRICE} where there is none. */
  public int askTicks = OrderBook.NO_PRICE;

  public long askLots;

  /** Whether both sides have a price. */
  public boolean isTwoSided() {
    return bidTicks != OrderBook.NO_PRICE && askTicks != OrderBook.NO_PRICE;
  }

  public double midTicks() {
    return 0.5 * ((double) bidTicks + askTicks);
  }

  /** Changes all but the time; returns whether there is anything to change. */
  boolean set(int bid, long bidQuantity, int ask, long askQuantity) {
    if (bid == bidTicks && ask == askTicks && bidQuantity == bidLots && askQuantity == askLots) {
      return false;
    }
    bidTicks = bid;
    bidLots = bidQuantity;
    askTicks = ask;
    askLots = askQuantity;
    return true;
  }
}
