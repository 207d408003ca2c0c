/** Benchmarks, in steady state; they never assert a time. */
@NullMarked
package io.quanttradinggym.bench;

import org.jspecify.annotations.NullMarked;
