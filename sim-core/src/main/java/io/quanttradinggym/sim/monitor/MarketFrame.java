package io.quanttradinggym.sim.monitor;

import java.util.List;

/**
 * Displayed state of a market at one time. Times are in nanoseconds since midnight, prices in
 * ticks, quantities in lots, money in millionths of the currency.
 *
 * @param quotes of all instruments
 * @param shown the selected instrument
 * @param news of all instruments, newest first
 */
public record MarketFrame(
    long timeNanos,
    MarketCounts counts,
    List<InstrumentQuote> quotes,
    InstrumentFrame shown,
    List<NewsLine> news,
    AgentFrame agents) {}
