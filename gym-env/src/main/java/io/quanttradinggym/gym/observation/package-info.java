/** Observations: composed of named blocks, described by one specification. */
@NullMarked
package io.quanttradinggym.gym.observation;

import org.jspecify.annotations.NullMarked;
