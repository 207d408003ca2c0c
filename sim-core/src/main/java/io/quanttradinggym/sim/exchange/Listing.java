package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.PriceBand;
import org.jspecify.annotations.Nullable;

/**
 * An instrument listed on the exchange.
 *
 * @param initialTicks the opening reference price
 * @param band price band; null = no price limits
 * @param shares supply of shares; null = unlimited and free short selling
 */
public record Listing(
    Instrument instrument,
    int initialTicks,
    Fees fees,
    @Nullable PriceBand band,
    @Nullable ShareSupply shares) {}
