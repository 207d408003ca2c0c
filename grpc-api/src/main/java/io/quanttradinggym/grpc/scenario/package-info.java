/** The scenarios that the server knows by name, and those that are given to it. */
@NullMarked
package io.quanttradinggym.grpc.scenario;

import org.jspecify.annotations.NullMarked;
