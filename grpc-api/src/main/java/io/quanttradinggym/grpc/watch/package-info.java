/**
 * Observation of a running market: its frames, and the thread that runs it at a chosen pace.
 * Observation never changes the market.
 */
@NullMarked
package io.quanttradinggym.grpc.watch;

import org.jspecify.annotations.NullMarked;
