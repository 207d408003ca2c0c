package io.quanttradinggym.grpc.functions;

import java.lang.foreign.MemorySegment;

/** Memory that a caller shares with the engine. */
@FunctionalInterface
public interface CallerMemory extends AutoCloseable {
  /**
   * A part of it.
   *
   * @param place where it begins, as the caller counts
   */
  MemorySegment at(long place, long bytes);

  /** Lets go of it; parts of it cannot be used any more. */
  @Override
  default void close() {}
}
