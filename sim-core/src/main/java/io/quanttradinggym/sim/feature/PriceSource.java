package io.quanttradinggym.sim.feature;

/** Which prices bars are made of. */
public enum PriceSource {
  /** Mid prices: without bid-ask bounce. */
  MID,
  /** Prices of trades; a bar without a trade has the price of the last one before. */
  TRADE
}
