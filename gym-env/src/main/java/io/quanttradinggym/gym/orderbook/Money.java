package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.unit.Units;

/** Amounts of currency as the simulator counts them. */
final class Money {

  private Money() {}

  /** The nearest whole number of millionths. */
  static long micros(double currency) {
    return Units.micros(currency);
  }

  /** Whether it is a whole number of millionths, but for the rounding of a decimal fraction. */
  static boolean isExact(double currency) {
    return Units.currency(micros(currency)) == currency;
  }
}
