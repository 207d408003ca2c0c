package io.quanttradinggym.sim.bar;

/**
 * One bar of one instrument. Prices are in ticks.
 *
 * @param endNanos end of the bar
 * @param buyVolumeLots volume with a buy order as the incoming order
 * @param trades number of trades
 * @param vwapTicks volume-weighted average price; NaN without trades
 */
public record Bar(
    long endNanos,
    double openTicks,
    double highTicks,
    double lowTicks,
    double closeTicks,
    long volumeLots,
    long buyVolumeLots,
    long trades,
    double vwapTicks) {}
