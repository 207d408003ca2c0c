package io.quanttradinggym.sim.book;

/**
 * Constant rules of an instrument.
 *
 * @param selfTradePrevention default for orders without their own rule
 */
public record BookRules(SelfTradePrevention selfTradePrevention) {
  /** Self-trades are allowed. */
  public static final BookRules DEFAULT = new BookRules(SelfTradePrevention.NONE);
}
