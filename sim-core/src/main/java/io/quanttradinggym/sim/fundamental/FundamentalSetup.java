package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.sim.market.Instrument;

/**
 * Information about the instrument for a fair value process.
 *
 * @param initialTicks opening reference price
 * @param macro variables shared by all instruments
 * @param openNanos session start, since midnight
 * @param closeNanos session end, since midnight
 */
public record FundamentalSetup(
    Instrument instrument, int initialTicks, Macro macro, long openNanos, long closeNanos) {
  /** Trading sessions per year. */
  public static final int SESSIONS_PER_YEAR = 252;

  /** A duration in years with {@link #SESSIONS_PER_YEAR} sessions like this one. */
  public double years(long nanos) {
    return (double) nanos / (closeNanos - openNanos) / SESSIONS_PER_YEAR;
  }
}
