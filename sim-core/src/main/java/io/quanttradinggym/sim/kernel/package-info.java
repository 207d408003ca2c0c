/**
 * The discrete-event simulator: event queue, exchange, gateway, agents' contexts. Allocation-free
 * after warm-up.
 */
@NullMarked
package io.quanttradinggym.sim.kernel;

import org.jspecify.annotations.NullMarked;
