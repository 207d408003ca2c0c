package io.quanttradinggym.sim.bar;

/** Source of the prices of bars. */
public enum PriceSource {
  /** Mid prices, without bid-ask bounce. A bar opens with the last price before it. */
  MID,
  /**
   * Trade prices. A bar opens with its first trade; a bar without trades has the closing price of
   * the bar before it.
   */
  TRADE
}
