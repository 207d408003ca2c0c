/**
 * Hooks that record a simulation: files in standard formats, tables, and series for statistics.
 * They may allocate; a simulation without them does not.
 */
@NullMarked
package io.quanttradinggym.sim.recording;

import org.jspecify.annotations.NullMarked;
