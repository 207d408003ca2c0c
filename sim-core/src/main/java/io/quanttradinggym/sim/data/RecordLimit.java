package io.quanttradinggym.sim.data;

/** Limit of the records of a file that fit into the memory of this process. */
final class RecordLimit {
  private static final long MIB = 1 << 20;

  /** Fraction of the heap for records, including the growth of their arrays. */
  private static final int PART_OF_HEAP = 2;

  private RecordLimit() {}

  /**
   * @param bytesEach bytes per record, including the growth of arrays
   */
  static int ofHeap(int bytesEach) {
    long most = Runtime.getRuntime().maxMemory() / PART_OF_HEAP / bytesEach;
    return (int) Math.min(most, Integer.MAX_VALUE / 2);
  }

  /** Description of the limit, for errors. */
  static String allowed(int most) {
    return "at most %d: all are read into memory, and the heap of this process has %d MiB"
        .formatted(most, Runtime.getRuntime().maxMemory() / MIB);
  }
}
