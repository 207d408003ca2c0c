/** What clients share, so that none of them takes it from the others: threads, memory and calls. */
@NullMarked
package io.quanttradinggym.grpc.resource;

import org.jspecify.annotations.NullMarked;
