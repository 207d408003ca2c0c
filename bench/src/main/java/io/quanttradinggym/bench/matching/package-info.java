/** Our matching engine beside others, on the same recorded order stream. */
@NullMarked
package io.quanttradinggym.bench.matching;

import org.jspecify.annotations.NullMarked;
