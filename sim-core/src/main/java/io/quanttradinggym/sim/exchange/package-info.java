/**
 * The exchange: it receives and checks orders, runs the phases of the day and the price bands, and
 * settles, records and reports book events. It does not depend on the engine: {@link
 * io.quanttradinggym.sim.exchange.ExchangeLinks} declares its requirements. Allocation-free after
 * warm-up.
 */
@NullMarked
package io.quanttradinggym.sim.exchange;

import org.jspecify.annotations.NullMarked;
