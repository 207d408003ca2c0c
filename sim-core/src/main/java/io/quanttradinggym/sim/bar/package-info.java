/**
 * Bars: those of files, of screens and of indicators. A bar holds what happens from its start until
 * just before its end, so that what happens at its very end is in the next one; it is stamped by
 * its end. Bars end at full steps of their length after the open. Trades of a closing auction take
 * place at the close: they are in the bar that begins there. Growing bars allocates nothing.
 */
@NullMarked
package io.quanttradinggym.sim.bar;

import org.jspecify.annotations.NullMarked;
