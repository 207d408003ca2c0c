package io.quanttradinggym.base.unit;

/**
 * Units of time and money. Time is in nanoseconds and money is in micros, millionths of the
 * currency unit, everywhere until a file, a statistic, an observation or a reward needs another
 * unit.
 */
public final class Units {
  public static final long NANOS_PER_MICRO = 1_000L;
  public static final long NANOS_PER_MILLI = 1_000_000L;
  public static final long NANOS_PER_SECOND = 1_000_000_000L;
  public static final long NANOS_PER_MINUTE = 60 * NANOS_PER_SECOND;
  public static final long NANOS_PER_HOUR = 60 * NANOS_PER_MINUTE;

  /** Natural logarithm of 2: a decay with a half-life, since {@link StrictMath#pow} allocates. */
  public static final double LN_2 = StrictMath.log(2);

  /** Micros of one currency unit. */
  public static final long MICROS_PER_CURRENCY = 1_000_000L;

  /**
   * One micro in currency units. A product with it and {@link #currency} can differ in the last
   * bit: observations, rewards and episode results use the product.
   */
  public static final double CURRENCY_PER_MICRO = 1e-6;

  /** Basis points of the whole. */
  public static final long BASIS_POINTS = 10_000L;

  private static final double NANOS = NANOS_PER_SECOND;
  private static final double MICROS = MICROS_PER_CURRENCY;

  private Units() {}

  /** Seconds of a span of time. */
  public static double seconds(long nanos) {
    return nanos / NANOS;
  }

  /** Currency units of an amount of money. */
  public static double currency(long micros) {
    return micros / MICROS;
  }

  /** The micros nearest to an amount in currency units, halves up. */
  public static long micros(double currency) {
    return Math.round(currency * MICROS);
  }
}
