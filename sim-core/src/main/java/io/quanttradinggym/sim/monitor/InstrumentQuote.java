package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.book.TradingPhase;

/**
 * The prices of one instrument.
 *
 * @param bidTicks best bid; {@link io.quanttradinggym.sim.book.OrderBook#NO_PRICE} if the side is
 *     empty
 * @param askTicks best ask; {@link io.quanttradinggym.sim.book.OrderBook#NO_PRICE} if the side is
 *     empty
 * @param referenceTicks reference price before the first trade
 * @param volumeLots lots traded since the start
 */
public record InstrumentQuote(
    TradingPhase phase,
    int lastTicks,
    int bidTicks,
    int askTicks,
    int referenceTicks,
    long volumeLots) {}
