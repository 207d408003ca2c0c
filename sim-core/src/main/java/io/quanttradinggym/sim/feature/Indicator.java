package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.bar.BarSeries;
import io.quanttradinggym.sim.book.Side;

/**
 * A rolling quantity of one instrument. It receives every bar of its interval and, if its {@link
 * IndicatorType} requests them, every quote and trade.
 */
public interface Indicator extends Stateful {
  /** A bar is complete. */
  default void onBar(BarSeries bars, int instrument) {}

  /** The best prices, or the quantities there, have changed. */
  default void onQuote(Quote quote) {}

  /** A trade, at which the mid price was {@code midTicks}. */
  default void onTrade(
      long timeNanos, Side aggressor, int priceTicks, long quantityLots, double midTicks) {}

  /**
   * The current value; {@link Double#NaN} while too little is known.
   *
   * @param output index in {@link IndicatorType#outputs}
   * @param timeNanos now
   */
  double value(int output, long timeNanos);
}
