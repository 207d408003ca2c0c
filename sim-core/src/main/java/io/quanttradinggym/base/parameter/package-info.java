/** Declarations and validation of scenario parameters. */
@NullMarked
package io.quanttradinggym.base.parameter;

import org.jspecify.annotations.NullMarked;
