/** The engine within a process of another language: C functions on memory of that process. */
@NullMarked
package io.quanttradinggym.grpc.inprocess;

import org.jspecify.annotations.NullMarked;
