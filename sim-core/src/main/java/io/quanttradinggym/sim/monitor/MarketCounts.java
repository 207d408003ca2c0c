package io.quanttradinggym.sim.monitor;

/**
 * How much has happened since the start.
 *
 * @param digest running digest of all events of the books
 */
public record MarketCounts(long events, long orderEvents, long trades, long digest) {}
