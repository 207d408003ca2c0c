/** The executable server: its command line, its process and the gateway for notebooks. */
@NullMarked
package io.quanttradinggym.grpc.app;

import org.jspecify.annotations.NullMarked;
