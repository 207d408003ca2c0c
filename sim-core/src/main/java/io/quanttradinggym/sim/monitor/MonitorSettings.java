package io.quanttradinggym.sim.monitor;

/**
 * Amount of recorded data.
 *
 * @param barNanos market time of one bar
 * @param bars largest number of bars shown, including the current bar
 * @param levels largest number of levels on each side of the book
 */
public record MonitorSettings(long barNanos, int bars, int levels) {}
