/** Reward functions: weighted sums of named terms. */
@NullMarked
package io.quanttradinggym.gym.reward;

import org.jspecify.annotations.NullMarked;
