/**
 * Hooks that record the displayed state of a running market as plain records. They never change the
 * market. Frames are built on demand and allocate.
 */
@NullMarked
package io.quanttradinggym.sim.monitor;

import org.jspecify.annotations.NullMarked;
