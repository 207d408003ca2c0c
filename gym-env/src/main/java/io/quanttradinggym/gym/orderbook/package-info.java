/**
 * The order-book market: a population of agents around one matching engine, traders controlled from
 * outside, and their tasks.
 */
@NullMarked
package io.quanttradinggym.gym.orderbook;

import org.jspecify.annotations.NullMarked;
