package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.market.NewsKind;

/**
 * A displayed news item.
 *
 * @param about symbol or sector; empty = all instruments
 * @param surprise in standard deviations; positive = good for values
 * @param valueChange lasting change of the logarithm of a value
 */
public record NewsLine(
    long timeNanos, NewsKind kind, String about, double surprise, double valueChange) {}
