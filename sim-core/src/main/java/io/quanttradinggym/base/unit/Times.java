package io.quanttradinggym.base.unit;

/** Ranges of times and counts. */
public final class Times {
  /**
   * Upper bound of the times of a simulation in nanoseconds since midnight: 36 years. Sums of such
   * times cannot overflow.
   */
  public static final long MAX_NANOS = 1L << 60;

  private Times() {}
}
