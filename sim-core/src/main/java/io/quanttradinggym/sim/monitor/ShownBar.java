package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.bar.Bar;

/**
 * A bar of trades with the averages drawn on it.
 *
 * @param averageTicks mean mid of the last 20 bars at the end of the bar; NaN with fewer bars
 * @param vwapTicks the day's volume-weighted average price at the end of the bar; NaN before the
 *     first trade
 */
public record ShownBar(Bar bar, double averageTicks, double vwapTicks) {}
