/** Input and output of streaming calls: responses, progress, files and client messages. */
@NullMarked
package io.quanttradinggym.grpc.stream;

import org.jspecify.annotations.NullMarked;
