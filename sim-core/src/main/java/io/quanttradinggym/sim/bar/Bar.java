package io.quanttradinggym.sim.bar;

/**
 * One bar of one instrument. Prices are in ticks.
 *
 * @param endNanos when it is complete
 * @param buyVolumeLots the part of the volume whose incoming order bought
 * @param trades number of trades
 * @param vwapTicks volume-weighted average price; not a number where there was no trade
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
