/** The reinforcement-learning layer over one simulator. */
@NullMarked
package io.quanttradinggym.gym;

import org.jspecify.annotations.NullMarked;
