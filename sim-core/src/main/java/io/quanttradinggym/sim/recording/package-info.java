/**
 * Hooks that write down what happens in a simulation: files in the formats of others, tables, and
 * series for statistics. They may allocate; a simulation without them does not.
 */
@NullMarked
package io.quanttradinggym.sim.recording;

import org.jspecify.annotations.NullMarked;
