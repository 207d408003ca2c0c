/**
 * The engine for the process that has started this one: functions over Unix sockets, and arrays in
 * memory that both processes map. A step sends some bytes each way; its arrays are not sent.
 */
@NullMarked
package io.quanttradinggym.grpc.local;

import org.jspecify.annotations.NullMarked;
