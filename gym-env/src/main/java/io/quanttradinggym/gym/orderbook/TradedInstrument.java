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
 * @param sharesOutstanding in lots; 0 = as many as participants start with, and the pool
 * @param borrow how it can be sold short; null = without limit
 * @param band between which prices it trades; null = without limit
 */
public record TradedInstrument(
    Instrument instrument,
    int initialTicks,
    Configured<FundamentalType> fundamental,
    long sharesOutstanding,
    @Nullable BorrowTerms borrow,
    @Nullable PriceBand band) {
  /** Makes a fair value process; all that are made of equal arguments have equal paths. */
  FundamentalProcess newProcess(Macro macro, TradingDay session) {
    FundamentalSetup setup =
        new FundamentalSetup(
            instrument, initialTicks, macro, session.openNanos(), session.closeNanos());
    return fundamental.plugin().create(fundamental.parameters(), setup);
  }
}
