/**
 * The participant whose decisions come from a policy, inside or outside the JVM, and what it can
 * see of itself.
 */
@NullMarked
package io.quanttradinggym.gym.trader;

import org.jspecify.annotations.NullMarked;
