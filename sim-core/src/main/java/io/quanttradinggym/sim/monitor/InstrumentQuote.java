package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.book.TradingPhase;

/**
 * The prices of one instrument.
 *
 * @param bidTicks {@link io.quanttradinggym.sim.book.OrderBook#NO_PRICE} where the side is empty
 * @param askTicks likewise
 * @param referenceTicks the price before the first trade
 * @param volumeLots traded since the start
 */
public record InstrumentQuote(
    TradingPhase phase,
    int lastTicks,
    int bidTicks,
    int askTicks,
    int referenceTicks,
    long volumeLots) {}
