package io.quanttradinggym.sim.market;

import io.quanttradinggym.sim.parameter.InvalidInputException;

/**
 * The course of a trading day.
 *
 * @param openingCallNanos from the open on, orders gather for this long and then meet at one price;
 *     0 = trading is continuous from the open
 * @param closingCallNanos likewise before the close
 * @param processingNanos what the exchange adds to the latency of every message
 */
public record SessionRules(
    long openingCallNanos,
    long closingCallNanos,
    long processingNanos,
    IntensityProfile intensity) {
  public SessionRules {
    if (openingCallNanos < 0 || closingCallNanos < 0 || processingNanos < 0) {
      String given = openingCallNanos + ", " + closingCallNanos + ", " + processingNanos;
      throw new InvalidInputException("session", given, "durations of 0s or more");
    }
  }

  /** Continuous trading, equally busy all day, without delay. */
  public static SessionRules continuous(long openNanos, long closeNanos) {
    return new SessionRules(0, 0, 0, new IntensityProfile(new double[0], openNanos, closeNanos));
  }
}
