package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.parameter.InvalidInputException;

/**
 * The schedule of a trading day.
 *
 * @param openingAuctionNanos duration of the opening auction call; 0 = continuous trading from the
 *     open
 * @param closingAuctionNanos duration of the closing auction call
 * @param processingNanos processing delay of the exchange, added to the latency of every message
 */
public record SessionRules(
    long openingAuctionNanos,
    long closingAuctionNanos,
    long processingNanos,
    IntensityProfile intensity) {
  public SessionRules {
    if (openingAuctionNanos < 0 || closingAuctionNanos < 0 || processingNanos < 0) {
      String given = openingAuctionNanos + ", " + closingAuctionNanos + ", " + processingNanos;
      throw new InvalidInputException("session", given, "durations of 0s or more");
    }
  }

  /** Continuous trading with constant intensity and without processing delay. */
  public static SessionRules continuous(long openNanos, long closeNanos) {
    return new SessionRules(0, 0, 0, new IntensityProfile(new double[0], openNanos, closeNanos));
  }
}
