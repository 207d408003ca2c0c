/**
 * Historical inputs: LOBSTER files and order streams, read and replayed through the real order
 * book.
 */
@NullMarked
package io.quanttradinggym.sim.data;

import org.jspecify.annotations.NullMarked;
