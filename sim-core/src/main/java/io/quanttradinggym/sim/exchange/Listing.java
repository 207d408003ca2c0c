package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.PriceBand;
import org.jspecify.annotations.Nullable;

/**
 * An instrument as the exchange trades it.
 *
 * @param initialTicks the opening reference price
 * @param band null = prices have no limits
 * @param shares null = short selling has no limit and costs nothing
 */
public record Listing(
    Instrument instrument,
    int initialTicks,
    Fees fees,
    @Nullable PriceBand band,
    @Nullable ShareSupply shares) {}
