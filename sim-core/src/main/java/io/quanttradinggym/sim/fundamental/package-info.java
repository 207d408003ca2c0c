/** Fair value processes, observed by informed agents. */
@NullMarked
package io.quanttradinggym.sim.fundamental;

import org.jspecify.annotations.NullMarked;
