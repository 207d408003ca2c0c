package io.quanttradinggym.gym.view;

/** Prices, available in every kind of market. */
public interface PriceView {
  /** Number of instruments. */
  int instruments();

  /**
   * Twice the price that values a position, in ticks: twice the mid price in a market with an order
   * book.
   */
  long doubleMidTicks(int instrument);

  /** The price that values a position, in ticks; see {@link #doubleMidTicks}. */
  default double midTicks(int instrument) {
    return doubleMidTicks(instrument) * 0.5;
  }

  /** Price of the last trade, or the opening reference price before the first trade. */
  int lastTradeTicks(int instrument);

  /** Money value of one tick for one lot, in millionths of the currency. */
  long tickSizeMicros(int instrument);
}
