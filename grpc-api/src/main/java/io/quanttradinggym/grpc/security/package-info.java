/** TLS identity of the server. */
@NullMarked
package io.quanttradinggym.grpc.security;

import org.jspecify.annotations.NullMarked;
