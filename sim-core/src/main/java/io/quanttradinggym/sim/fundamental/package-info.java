/** Processes of the fair value that informed agents see. */
@NullMarked
package io.quanttradinggym.sim.fundamental;

import org.jspecify.annotations.NullMarked;
