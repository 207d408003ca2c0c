package io.quanttradinggym.grpc.resource;

import com.sun.management.ThreadMXBean;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** Measures how much memory environments of one scenario take. */
public final class EnvironmentSize {
  /** Of what making an environment allocates, 25 to 40 % stay, and books and queues grow later. */
  private static final int ALLOCATED_PER_KEPT = 2;

  /** Numbers of a row of observations: current, final, and as bytes. */
  private static final int BYTES_PER_OBSERVATION = 3 * Float.BYTES;

  private static final int BYTES_PER_ROW = 512;

  private static final ThreadMXBean THREADS = // knows what a thread has allocated
      (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private EnvironmentSize() {}

  /** What is made, and the bytes that it takes. */
  public record Measured<T>(T made, long bytes) {}

  public static <T> Measured<T> measure(EnvironmentSpec spec, Supplier<T> maker) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    T made = maker.get();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    long row = BYTES_PER_ROW + (long) BYTES_PER_OBSERVATION * spec.observationSize();
    return new Measured<>(made, allocated / ALLOCATED_PER_KEPT + spec.seats().size() * row);
  }
}
