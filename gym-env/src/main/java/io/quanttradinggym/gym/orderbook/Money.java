package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.unit.Units;

/** Conversion of currency amounts to millionths. */
final class Money {

  private Money() {}

  /** The nearest whole number of millionths. */
  static long micros(double currency) {
    return Units.micros(currency);
  }

  /**
   * Whether the amount is a whole number of millionths, up to the rounding of a decimal fraction.
   */
  static boolean isExact(double currency) {
    return Units.currency(micros(currency)) == currency;
  }
}
