/** The identity that a server proves to its clients by TLS. */
@NullMarked
package io.quanttradinggym.grpc.security;

import org.jspecify.annotations.NullMarked;
