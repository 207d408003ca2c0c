package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.sim.fundamental.FundamentalProcess;
import io.quanttradinggym.sim.fundamental.FundamentalSetup;
import io.quanttradinggym.sim.fundamental.FundamentalType;
import io.quanttradinggym.sim.fundamental.Macro;
import io.quanttradinggym.sim.market.Instrument;

/**
 * An instrument with its opening price and fair value process.
 *
 * @param initialTicks opening reference price
 */
public record TradedInstrument(
    Instrument instrument, int initialTicks, Configured<FundamentalType> fundamental) {
  /** Makes a fair value process; all that are made of equal arguments have equal paths. */
  FundamentalProcess newProcess(Macro macro, Session session) {
    FundamentalSetup setup =
        new FundamentalSetup(
            instrument, initialTicks, macro, session.openNanos(), session.closeNanos());
    return fundamental.plugin().create(fundamental.parameters(), setup);
  }
}
