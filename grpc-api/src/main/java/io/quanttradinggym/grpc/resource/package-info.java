/**
 * Resources shared by clients: threads, memory and calls. Limits prevent one client from exhausting
 * them.
 */
@NullMarked
package io.quanttradinggym.grpc.resource;

import org.jspecify.annotations.NullMarked;
