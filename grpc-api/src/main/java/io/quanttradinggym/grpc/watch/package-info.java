/**
 * A market that is looked at while it runs: what it shows, and the thread that runs it at a pace
 * that people can follow. Nothing here has a say in the market.
 */
@NullMarked
package io.quanttradinggym.grpc.watch;

import org.jspecify.annotations.NullMarked;
