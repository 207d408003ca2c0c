package io.quanttradinggym.sim.data;

/** How many records of a file fit into the memory of this process. */
final class RecordLimit {
  private static final long MIB = 1 << 20;

  /** The records may take this part of the heap, while their arrays grow. */
  private static final int PART_OF_HEAP = 2;

  private RecordLimit() {}

  /**
   * @param bytesEach bytes that a record takes, the growth of arrays included
   */
  static int ofHeap(int bytesEach) {
    long most = Runtime.getRuntime().maxMemory() / PART_OF_HEAP / bytesEach;
    return (int) Math.min(most, Integer.MAX_VALUE / 2);
  }

  /** What files may have: for errors. */
  static String allowed(int most) {
    return "at most %d: all are read into memory, and the heap of this process has %d MiB"
        .formatted(most, Runtime.getRuntime().maxMemory() / MIB);
  }
}
