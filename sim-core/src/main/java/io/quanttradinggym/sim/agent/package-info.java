/** Trading strategies, one file each. */
@NullMarked
package io.quanttradinggym.sim.agent;

import org.jspecify.annotations.NullMarked;
