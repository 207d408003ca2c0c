/**
 * The exchange: it receives orders, checks them, runs the phases of the day and the price bands,
 * and settles, tapes and reports what the books do. It knows nothing of the engine that runs it:
 * what it needs of it is in {@link io.quanttradinggym.sim.exchange.ExchangeLinks}. Allocation-free
 * after warm-up.
 */
@NullMarked
package io.quanttradinggym.sim.exchange;

import org.jspecify.annotations.NullMarked;
