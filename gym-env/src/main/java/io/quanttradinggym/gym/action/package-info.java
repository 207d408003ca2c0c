/** Action schemes: what the numbers of an action do in the market. */
@NullMarked
package io.quanttradinggym.gym.action;

import org.jspecify.annotations.NullMarked;
