package io.quanttradinggym.gym.observation;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;

/** Reads the best levels of a book into reused arrays. */
final class Depth {
  final int[] pricesTicks;
  final long[] quantitiesLots;

  Depth(int levels) {
    pricesTicks = new int[levels];
    quantitiesLots = new long[levels];
  }

  /** Reads one side, best level first; returns the number of levels. */
  int read(MarketView market, int instrument, Side side) {
    return market.levels(instrument, side, pricesTicks.length, pricesTicks, quantitiesLots);
  }

  /** Lots in the best {@code levels} levels of a side. */
  long totalLots(MarketView market, int instrument, Side side, int levels) {
    int count = Math.min(read(market, instrument, side), levels);
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += quantitiesLots[i];
    }
    return total;
  }
}
