/**
 * The order-book market: a population of agents around one matching engine, traders in it that are
 * steered from outside, and the tasks that these have.
 */
@NullMarked
package io.quanttradinggym.gym.orderbook;

import org.jspecify.annotations.NullMarked;
