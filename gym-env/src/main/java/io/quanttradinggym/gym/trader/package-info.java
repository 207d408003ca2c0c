/**
 * The participant that takes its decisions from a policy, inside or outside the JVM, and the views
 * of its own state.
 */
@NullMarked
package io.quanttradinggym.gym.trader;

import org.jspecify.annotations.NullMarked;
