/** Probability distributions that scenarios choose: of sizes, distances, magnitudes and times. */
@NullMarked
package io.quanttradinggym.base.distribution;

import org.jspecify.annotations.NullMarked;
