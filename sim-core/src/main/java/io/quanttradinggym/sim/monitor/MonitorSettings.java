package io.quanttradinggym.sim.monitor;

/**
 * How much of a market is kept to be shown.
 *
 * @param barNanos market time of one bar
 * @param bars how many bars are shown at most, the one that grows included
 * @param levels of each side of the book, at most
 */
public record MonitorSettings(long barNanos, int bars, int levels) {}
