/**
 * What every market offers to those who act in it: environments with seats, their specifications
 * and buffers, policies, and vectors of environments. It knows neither a book nor a simulator.
 */
@NullMarked
package io.quanttradinggym.gym.api;

import org.jspecify.annotations.NullMarked;
