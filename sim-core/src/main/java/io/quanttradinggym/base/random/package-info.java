/** Deterministic random streams: one per consumer, derived from (seed, episode, name). */
@NullMarked
package io.quanttradinggym.base.random;

import org.jspecify.annotations.NullMarked;
