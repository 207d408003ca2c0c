package io.quanttradinggym.sim.market;

/**
 * One piece of news, and what it changes. Objects are filled anew for other pieces: copy what is to
 * be kept.
 */
public interface NewsItem {
  /** It is about no single instrument. */
  int ALL = -1;

  /**
   * Growth of the logarithm of a value when its yearly growth rises, or its discount rate falls, by
   * 1: the duration of a share whose dividend yield is 5 %.
   */
  double TYPICAL_DURATION = 20;

  NewsKind kind();

  /** When everybody may know it. */
  long timeNanos();

  /** The instrument that it is about, or {@link #ALL}. */
  int instrument();

  /** The sector that it is about; empty where it is about all or about one instrument. */
  String sector();

  /** How far it is from what was expected, in standard deviations; positive = good for values. */
  double surprise();

  /** Change of the logarithm of the earnings per share. */
  double earningsChange();

  /** Change of the yearly growth rate. */
  double growthChange();

  /** Change of the yearly risk-free rate. */
  double rateChange();

  /** Change of the logarithm of a value for reasons that are none of the above. */
  double otherChange();

  /** What comes on top of the lasting change of a value's logarithm, and fades. */
  double overreaction();

  /** In which time half of the overreaction has faded; 0 = there is none. */
  long halfLifeNanos();

  /** Lasting change of a value's logarithm, for those who know no better. */
  default double valueChange() {
    return earningsChange() + otherChange() + TYPICAL_DURATION * (growthChange() - rateChange());
  }

  /** Whether it is about this instrument. */
  default boolean concerns(Instrument what) {
    return instrument() == ALL
        ? sector().isEmpty() || sector().equals(what.sector())
        : instrument() == what.index();
  }
}
