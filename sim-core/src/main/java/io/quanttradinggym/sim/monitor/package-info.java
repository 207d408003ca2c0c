/**
 * Hooks that keep what a screen may show of a running market, as plain records. Nothing here has a
 * say in the market. Frames are made on demand and allocate.
 */
@NullMarked
package io.quanttradinggym.sim.monitor;

import org.jspecify.annotations.NullMarked;
