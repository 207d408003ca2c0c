package io.quanttradinggym.grpc.inprocess;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** Bytes that a function leaves for its caller, who then fetches them on the same thread. */
final class Leftovers {
  private static final byte[] NOTHING = new byte[0];

  private final ThreadLocal<byte[]> left = ThreadLocal.withInitial(() -> NOTHING);

  /** Leaves bytes; returns their number. */
  long leave(byte[] bytes) {
    left.set(bytes);
    return bytes.length;
  }

  /** Copies the bytes to memory of the caller and forgets them; returns their number. */
  long take(long address, long capacity) {
    byte[] bytes = left.get();
    left.remove();
    int length = (int) Math.min(capacity, bytes.length);
    MemorySegment to = BoundArrays.segment(address, length);
    MemorySegment.copy(bytes, 0, to, JAVA_BYTE, 0, length);
    return length;
  }
}
