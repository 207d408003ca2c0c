/**
 * The API of all markets: environments with seats, their specifications and buffers, policies, and
 * vectors of environments. It depends on neither an order book nor a simulator.
 */
@NullMarked
package io.quanttradinggym.gym.api;

import org.jspecify.annotations.NullMarked;
