/**
 * Instruments, fees, accounts and the read-only view of the market. Allocation-free after
 * construction.
 */
@NullMarked
package io.quanttradinggym.sim.market;

import org.jspecify.annotations.NullMarked;
