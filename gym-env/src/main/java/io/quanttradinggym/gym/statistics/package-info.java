/** Means and their confidence intervals. */
@NullMarked
package io.quanttradinggym.gym.statistics;

import org.jspecify.annotations.NullMarked;
