/**
 * The engine within a process of another language: C functions instead of messages. A call of a
 * service passes bytes; a step reads and writes arrays that the caller owns. The memory is trusted:
 * addresses come from the client library, never from its users.
 */
@NullMarked
package io.quanttradinggym.grpc.inprocess;

import org.jspecify.annotations.NullMarked;
