/** Declared parameters of everything that a scenario configures, and their validation. */
@NullMarked
package io.quanttradinggym.base.parameter;

import org.jspecify.annotations.NullMarked;
