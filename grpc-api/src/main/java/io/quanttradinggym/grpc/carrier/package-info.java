/**
 * Stepping shared by all carriers: commands and results as plain arrays and little-endian bytes. A
 * carrier (a gRPC stream, the same process, shared memory) adds only the transport.
 */
@NullMarked
package io.quanttradinggym.grpc.carrier;

import org.jspecify.annotations.NullMarked;
