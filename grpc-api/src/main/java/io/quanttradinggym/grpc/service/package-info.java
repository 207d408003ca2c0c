/** The gRPC services: connections, calls, and the mapping to and from protobuf messages. */
@NullMarked
package io.quanttradinggym.grpc.service;

import org.jspecify.annotations.NullMarked;
