package io.quanttradinggym.sim.bar;

/** Which prices bars are made of. */
public enum PriceSource {
  /** Mid prices: free of the bounce between bid and ask. A bar opens with the last one before. */
  MID,
  /**
   * Prices of trades. A bar opens with its first trade; one without a trade has the price of the
   * last one before.
   */
  TRADE
}
