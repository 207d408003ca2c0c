package io.quanttradinggym.sim.monitor;

/**
 * Event counts since the start.
 *
 * @param digest running digest of all book events
 */
public record MarketCounts(long events, long orderEvents, long trades, long digest) {}
