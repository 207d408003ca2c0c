package io.quanttradinggym.base.unit;

/** The range of points in time and of what is counted. */
public final class Times {
  /**
   * No time of a simulation comes near this one, in nanoseconds since midnight: 36 years. Sums of
   * such times cannot overflow.
   */
  public static final long MAX_NANOS = 1L << 60;

  private Times() {}
}
