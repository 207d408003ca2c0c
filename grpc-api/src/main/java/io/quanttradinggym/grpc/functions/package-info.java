/**
 * The engine as functions of numbers and bytes, for carriers without messages. A call of a service
 * passes bytes; a step reads and writes arrays in memory that the caller shares. The memory is
 * trusted: places in it come from the client library, never from its users.
 */
@NullMarked
package io.quanttradinggym.grpc.functions;

import org.jspecify.annotations.NullMarked;
