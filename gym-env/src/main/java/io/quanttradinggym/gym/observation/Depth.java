package io.quanttradinggym.gym.observation;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;

/** Reads the best levels of one instrument's book into reused arrays. */
final class Depth {
  final int[] pricesTicks;
  final long[] quantitiesLots;
  private final int instrument;

  Depth(int instrument, int levels) {
    this.instrument = instrument;
    pricesTicks = new int[levels];
    quantitiesLots = new long[levels];
  }

  /** Reads one side, best level first; returns how many levels there are. */
  int read(MarketView market, Side side) {
    return market.levels(instrument, side, pricesTicks.length, pricesTicks, quantitiesLots);
  }

  /** Lots in the best {@code levels} levels of a side. */
  long totalLots(MarketView market, Side side, int levels) {
    int count = Math.min(read(market, side), levels);
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += quantitiesLots[i];
    }
    return total;
  }
}
