package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.sim.fundamental.FundamentalProcess;
import io.quanttradinggym.sim.fundamental.FundamentalSetup;
import io.quanttradinggym.sim.fundamental.FundamentalType;
import io.quanttradinggym.sim.fundamental.Macro;
import io.quanttradinggym.sim.market.BorrowTerms;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.PriceBand;
import org.jspecify.annotations.Nullable;

/**
 * An instrument with its opening price and fair value process.
 *
 * @param initialTicks opening reference price
 * @param sharesOutstanding total number of shares in lots; 0 = initial positions plus the pool
 * @param borrow terms of short sales; null = unlimited
 * @param band price band; null = no price limits
 */
public record TradedInstrument(
    Instrument instrument,
    int initialTicks,
    Configured<FundamentalType> fundamental,
    long sharesOutstanding,
    @Nullable BorrowTerms borrow,
    @Nullable PriceBand band) {
  /** Creates a fair value process; equal arguments give equal paths. */
  FundamentalProcess newProcess(Macro macro, TradingDay session) {
    FundamentalSetup setup =
        new FundamentalSetup(
            instrument, initialTicks, macro, session.openNanos(), session.closeNanos());
    return fundamental.plugin().create(fundamental.parameters(), setup);
  }
}
