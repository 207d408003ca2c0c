package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.bar.Bar;

/**
 * A bar of trades, and what is drawn with it.
 *
 * @param averageTicks mean mid of the last 20 bars at its end; not a number while there are fewer
 * @param vwapTicks the day's volume-weighted price at its end; not a number before the first trade
 */
public record ShownBar(Bar bar, double averageTicks, double vwapTicks) {}
