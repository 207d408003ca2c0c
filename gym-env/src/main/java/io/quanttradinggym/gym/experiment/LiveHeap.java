package io.quanttradinggym.gym.experiment;

import java.lang.management.ManagementFactory;

/** The size of all reachable objects when this was made, after a full collection. */
final class LiveHeap {
  private static final double MIB = 1 << 20;

  private final long bytes = bytes();

  /** Growth since then, in MiB. */
  double grownMib() {
    return (bytes() - bytes) / MIB;
  }

  /** The size of all reachable objects now, in MiB. */
  static double mib() {
    return bytes() / MIB;
  }

  @SuppressWarnings("System.gc") // measures only reachable memory
  private static long bytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
