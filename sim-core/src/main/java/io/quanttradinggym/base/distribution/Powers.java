package io.quanttradinggym.base.distribution;

/** Powers without allocation; {@link StrictMath#pow} allocates arrays on every call. */
final class Powers {
  private Powers() {}

  /**
   * @param base 0 or more
   */
  static double of(double base, double exponent) {
    return base == 0 ? 0 : StrictMath.exp(exponent * StrictMath.log(base));
  }
}
