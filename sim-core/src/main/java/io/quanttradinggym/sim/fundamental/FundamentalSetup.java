package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.sim.market.Instrument;

/**
 * What a fair value process may know of its instrument.
 *
 * @param initialTicks opening reference price
 * @param macro what it shares with all other instruments
 * @param openNanos session start, since midnight
 * @param closeNanos session end, since midnight
 */
public record FundamentalSetup(
    Instrument instrument, int initialTicks, Macro macro, long openNanos, long closeNanos) {
  /** Trading sessions of a year: what "per year" means. */
  public static final int SESSIONS_PER_YEAR = 252;

  /** A duration in years, of which each has {@link #SESSIONS_PER_YEAR} sessions like this one. */
  public double years(long nanos) {
    return (double) nanos / (closeNanos - openNanos) / SESSIONS_PER_YEAR;
  }
}
