/** The units of time and money, and the conversions between them. */
@NullMarked
package io.quanttradinggym.base.unit;

import org.jspecify.annotations.NullMarked;
