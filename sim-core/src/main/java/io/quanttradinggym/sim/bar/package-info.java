/**
 * Bars of files, displays and indicators. A bar covers the time from its start until just before
 * its end, and its time stamp is its end. Events at the end of a bar belong to the next bar. Bars
 * end at whole steps of their length after the open. Trades of a closing auction take place at the
 * close: they belong to the bar that begins there. Updates of a current bar are allocation-free.
 */
@NullMarked
package io.quanttradinggym.sim.bar;

import org.jspecify.annotations.NullMarked;
