/**
 * Rolling quantities of prices, quotes and trades, one file each. Each is computed once for all
 * requests: see {@link io.quanttradinggym.sim.feature.IndicatorBoard}. Allocation-free after
 * construction.
 */
@NullMarked
package io.quanttradinggym.sim.feature;

import org.jspecify.annotations.NullMarked;
