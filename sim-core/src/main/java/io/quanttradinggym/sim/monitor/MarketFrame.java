package io.quanttradinggym.sim.monitor;

import java.util.List;

/**
 * What a screen may show of a market at one moment. Times are in nanoseconds since midnight, prices
 * in ticks, quantities in lots, money in millionths of the currency.
 *
 * @param quotes of all instruments
 * @param shown the instrument that is looked at
 * @param news of all instruments, newest first
 */
public record MarketFrame(
    long timeNanos,
    MarketCounts counts,
    List<InstrumentQuote> quotes,
    InstrumentFrame shown,
    List<NewsLine> news,
    AgentFrame agents) {}
