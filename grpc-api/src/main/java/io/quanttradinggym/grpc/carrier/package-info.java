/**
 * Stepping as every carrier needs it: commands and results as plain arrays and little-endian bytes.
 * A carrier (a gRPC stream, the same process, shared memory) adds only how these travel.
 */
@NullMarked
package io.quanttradinggym.grpc.carrier;

import org.jspecify.annotations.NullMarked;
