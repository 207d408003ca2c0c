/** Comparison of this matching engine with others on the same recorded order stream. */
@NullMarked
package io.quanttradinggym.bench.matching;

import org.jspecify.annotations.NullMarked;
