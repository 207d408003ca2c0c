package io.quanttradinggym.sim.feature;

/** What the values of an indicator measure: their unit, range and usual size. */
public enum FeatureUnit {
  /** A price. */
  PRICE("ticks", 1_000, 0, Double.POSITIVE_INFINITY),
  /** A difference of prices. */
  PRICE_DIFFERENCE("ticks", 10, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /** A width of prices. */
  PRICE_RANGE("ticks", 10, 0, Double.POSITIVE_INFINITY),
  LOTS("lots", 100, 0, Double.POSITIVE_INFINITY),
  /** Lots bought minus lots sold, and similar. */
  SIGNED_LOTS("lots", 100, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /** 0 to 100. */
  PERCENT("%", 100, 0, 100),
  /** −1 to 1. */
  BALANCE("", 1, -1, 1),
  /** Of order 1, without a bound. */
  RATIO("", 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /** A relative change of a price. */
  RETURN("", 0.01, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /** A standard deviation of relative changes of a price. */
  VOLATILITY("", 0.01, 0, Double.POSITIVE_INFINITY),
  STANDARD_DEVIATIONS("standard deviations", 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private final String text;
  private final double scale;
  private final double low;
  private final double high;

  FeatureUnit(String text, double scale, double low, double high) {
    this.text = text;
    this.scale = scale;
    this.low = low;
    this.high = high;
  }

  /** Name of the unit; empty for a number without one. */
  public String text() {
    return text;
  }

  /** Usual size of a value, the default divisor of observed values. */
  public double scale() {
    return scale;
  }

  /** Smallest value that can occur; may be infinite. */
  public double low() {
    return low;
  }

  /** Largest value that can occur; may be infinite. */
  public double high() {
    return high;
  }
}
