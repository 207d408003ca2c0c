/** Errors in one form for all responses of the server. */
@NullMarked
package io.quanttradinggym.grpc.error;

import org.jspecify.annotations.NullMarked;
