/**
 * The discrete-event simulator: its loop and event queue, the participants with their latencies,
 * and the hooks that observe it. Allocation-free after warm-up.
 */
@NullMarked
package io.quanttradinggym.sim.kernel;

import org.jspecify.annotations.NullMarked;
