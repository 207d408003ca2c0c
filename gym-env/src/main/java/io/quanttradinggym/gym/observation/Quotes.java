package io.quanttradinggym.gym.observation;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;

/** Order book values used by several blocks. */
final class Quotes {
  private Quotes() {}

  /**
   * Best ask − best bid in ticks; infinite while a side is empty, so that clipping gives the bound.
   */
  static double spreadTicks(MarketView market, int instrument) {
    int bid = market.bestTicks(instrument, Side.BUY);
    int ask = market.bestTicks(instrument, Side.SELL);
    return bid == OrderBook.NO_PRICE || ask == OrderBook.NO_PRICE
        ? Double.POSITIVE_INFINITY
        : ask - bid;
  }

  static double midMinusLastTradeTicks(MarketView market, int instrument) {
    return market.midTicks(instrument) - market.lastTradeTicks(instrument);
  }

  /** Lots at the best price of a side; 0 while it is empty. */
  static long touchLots(MarketView market, int instrument, Side side) {
    int best = market.bestTicks(instrument, side);
    return best == OrderBook.NO_PRICE ? 0 : market.quantityLots(instrument, side, best);
  }

  /** (bid − ask) / (bid + ask), from −1 to 1; 0 if both sides are empty. */
  static double imbalance(long bidLots, long askLots) {
    long total = bidLots + askLots;
    return total == 0 ? 0 : (double) (bidLots - askLots) / total;
  }

  /** bid / (bid + ask), from 0 to 1; ½ if both sides are empty. */
  static double bidShare(long bidLots, long askLots) {
    return 0.5 + 0.5 * imbalance(bidLots, askLots);
  }
}
