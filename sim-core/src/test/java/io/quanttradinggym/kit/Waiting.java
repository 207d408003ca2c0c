package io.quanttradinggym.kit;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what must become true. The deadline is generous: it ends a hang, measures nothing. */
public final class Waiting {
  private static final long HANG_SECONDS = 60;
  private static final long PAUSE_MILLIS = 20;

  private Waiting() {}

  /** Whether {@code condition} becomes true before the deadline. */
  public static boolean until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(HANG_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return true;
  }
}
