package io.quanttradinggym.sim.market;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TradingPhase;

/** Public state of the market. Read-only; computed on demand. */
public interface MarketView {
  long timeNanos();

  int instruments();

  Instrument instrument(int instrument);

  /** The best price of a side, or {@link io.quanttradinggym.sim.book.OrderBook#NO_PRICE}. */
  int bestTicks(int instrument, Side side);

  /** Quantity at one price; 0 if there is no order. */
  long quantityLots(int instrument, Side side, int priceTicks);

  /** Writes up to {@code maxLevels} levels, best first; returns their number. */
  int levels(int instrument, Side side, int maxLevels, int[] pricesTicks, long[] quantitiesLots);

  /**
   * Best bid + best ask, the exact double of the mid price in ticks. While one side is empty, the
   * last value with both sides quoted.
   */
  long doubleMidTicks(int instrument);

  /**
   * {@link #doubleMidTicks} before the last message that reached the book. During the report of a
   * fill, this is the mid before the trade.
   */
  default long doubleMidBeforeTicks(int instrument) {
    return doubleMidTicks(instrument);
  }

  /** Mid price in ticks; see {@link #doubleMidTicks}. */
  default double midTicks(int instrument) {
    return doubleMidTicks(instrument) * 0.5;
  }

  /** Price of the last trade, or the opening reference price before the first trade. */
  int lastTradeTicks(int instrument);

  long tradeCount(int instrument);

  /** Lots traded since the start with an aggressor of this side. */
  long aggressorVolumeLots(int instrument, Side aggressor);

  /** Turnover since the start, in ticks × lots; divided by the volume it gives the VWAP. */
  long turnoverTickLots(int instrument);

  /** The published news. */
  default NewsFeed news() {
    return NewsFeed.NONE;
  }

  /** Trading phase of an instrument. */
  default TradingPhase phase(int instrument) {
    return TradingPhase.CONTINUOUS;
  }

  /** Current intensity, relative to the mean of the session. */
  default double intensity() {
    return 1;
  }

  /**
   * The time at which the given business time will have elapsed; business time runs faster in busy
   * hours. Random waiting times are scheduled through this method.
   */
  default long afterBusinessNanos(long businessNanos) {
    return timeNanos() + businessNanos;
  }

  /** Session bounds, in nanoseconds since midnight. */
  long openNanos();

  long closeNanos();
}
