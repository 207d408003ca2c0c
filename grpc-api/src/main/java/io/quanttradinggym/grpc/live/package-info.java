/** Live simulations for interactive use, and the gateway through which notebooks reach them. */
@NullMarked
package io.quanttradinggym.grpc.live;

import org.jspecify.annotations.NullMarked;
