package io.quanttradinggym.gym.orderbook;

/** Amounts of currency as the simulator counts them. */
final class Money {
  private static final double MICROS = 1e6;

  private Money() {}

  /** The nearest whole number of millionths. */
  static long micros(double currency) {
    return Math.round(currency * MICROS);
  }

  /** Whether it is a whole number of millionths, but for the rounding of a decimal fraction. */
  static boolean isExact(double currency) {
    return micros(currency) / MICROS == currency;
  }
}
