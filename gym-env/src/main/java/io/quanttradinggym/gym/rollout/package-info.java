/** Episodes recorded decision by decision. */
@NullMarked
package io.quanttradinggym.gym.rollout;

import org.jspecify.annotations.NullMarked;
