package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.sim.fundamental.FundamentalType;
import io.quanttradinggym.sim.market.Instrument;

/**
 * An instrument with its opening price and fair value process.
 *
 * @param initialTicks opening reference price
 */
public record TradedInstrument(
    Instrument instrument, int initialTicks, Configured<FundamentalType> fundamental) {}
