/** The simulator as a gRPC service. */
@NullMarked
package io.quanttradinggym.grpc;

import org.jspecify.annotations.NullMarked;
