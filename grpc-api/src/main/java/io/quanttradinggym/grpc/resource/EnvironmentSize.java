package io.quanttradinggym.grpc.resource;

import com.sun.management.ThreadMXBean;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** Measures the memory of environments of one scenario. */
public final class EnvironmentSize {
  /**
   * The share of allocated bytes that is counted. About 25 to 40 % of the allocation remain live;
   * books and queues grow later.
   */
  private static final int ALLOCATED_PER_KEPT = 2;

  /** Copies of each observation row: current, final, and as bytes. */
  private static final int BYTES_PER_OBSERVATION = 3 * Float.BYTES;

  private static final int BYTES_PER_ROW = 512;

  private static final ThreadMXBean THREADS = // reports the allocation of a thread
      (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private EnvironmentSize() {}

  /** A created object and its size in bytes. */
  public record Measured<T>(T made, long bytes) {}

  public static <T> Measured<T> measure(EnvironmentSpec spec, Supplier<T> maker) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    T made = maker.get();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    long row = BYTES_PER_ROW + (long) BYTES_PER_OBSERVATION * spec.observationSize();
    return new Measured<>(made, allocated / ALLOCATED_PER_KEPT + spec.seats().size() * row);
  }
}
