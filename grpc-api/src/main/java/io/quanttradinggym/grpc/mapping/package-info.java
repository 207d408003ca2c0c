/** Conversion of specifications, steps, reports and errors to and from protobuf messages. */
@NullMarked
package io.quanttradinggym.grpc.mapping;

import org.jspecify.annotations.NullMarked;
