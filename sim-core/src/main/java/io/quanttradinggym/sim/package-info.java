/**
 * The market: order book, exchange, agents and the clock. No learning, no network, no wall clock.
 */
@NullMarked
package io.quanttradinggym.sim;

import org.jspecify.annotations.NullMarked;
