/** What streaming calls send and take: answers, progress, files, and the parts of a client. */
@NullMarked
package io.quanttradinggym.grpc.stream;

import org.jspecify.annotations.NullMarked;
