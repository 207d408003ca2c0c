/** What went wrong, in the form in which every way out of the server reports it. */
@NullMarked
package io.quanttradinggym.grpc.error;

import org.jspecify.annotations.NullMarked;
