/**
 * The matching engine: one limit order book per instrument, strict price-time priority.
 *
 * <p>Allocation-free zone: after warm-up no command and no view allocates. Primitives and pools
 * only; outcomes are events on {@link io.quanttradinggym.sim.book.OrderBookListener}, never
 * exceptions.
 */
@NullMarked
package io.quanttradinggym.sim.book;

import org.jspecify.annotations.NullMarked;
