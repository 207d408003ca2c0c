package io.quanttradinggym.sim.market;

/**
 * A news item and its effects. Implementations reuse objects for other items: copy the values that
 * you keep.
 */
public interface NewsItem {
  /** The item concerns no single instrument. */
  int ALL = -1;

  /**
   * Change of the logarithm of a value when its yearly growth rises, or its discount rate falls, by
   * 1: the duration of a share with a dividend yield of 5 %.
   */
  double TYPICAL_DURATION = 20;

  NewsKind kind();

  /** Time of publication. */
  long timeNanos();

  /** Index of the instrument concerned, or {@link #ALL}. */
  int instrument();

  /** The sector concerned; empty if the item concerns all instruments or one instrument. */
  String sector();

  /** Difference from the expectation, in standard deviations; positive = good for values. */
  double surprise();

  /** Change of the logarithm of the earnings per share. */
  double earningsChange();

  /** Change of the yearly growth rate. */
  double growthChange();

  /** Change of the yearly risk-free rate. */
  double rateChange();

  /** Change of the logarithm of a value for other reasons. */
  double otherChange();

  /** Temporary change of the logarithm of a value, in addition to the lasting change; it decays. */
  double overreaction();

  /** Half-life of the overreaction; 0 = no overreaction. */
  long halfLifeNanos();

  /** Lasting change of the logarithm of a value, as estimated from public information. */
  default double valueChange() {
    return earningsChange() + otherChange() + TYPICAL_DURATION * (growthChange() - rateChange());
  }

  /** Whether the item concerns this instrument. */
  default boolean concerns(Instrument what) {
    return instrument() == ALL
        ? sector().isEmpty() || sector().equals(what.sector())
        : instrument() == what.index();
  }
}
