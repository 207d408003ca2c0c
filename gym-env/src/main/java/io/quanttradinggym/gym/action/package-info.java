/** Action schemes: they map the numbers of an action to orders. */
@NullMarked
package io.quanttradinggym.gym.action;

import org.jspecify.annotations.NullMarked;
