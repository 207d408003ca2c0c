package io.quanttradinggym.sim.book;

/**
 * The rules of an instrument that do not change while it trades.
 *
 * @param selfTradePrevention for orders that bring no rule of their own
 */
public record BookRules(SelfTradePrevention selfTradePrevention) {
  /** An owner may trade with itself. */
  public static final BookRules DEFAULT = new BookRules(SelfTradePrevention.NONE);
}
