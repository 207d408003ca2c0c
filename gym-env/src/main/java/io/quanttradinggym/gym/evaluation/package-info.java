/** Plays policies on many seeds in parallel and compares them with confidence intervals. */
@NullMarked
package io.quanttradinggym.gym.evaluation;

import org.jspecify.annotations.NullMarked;
