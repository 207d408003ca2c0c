package io.quanttradinggym.gym.view;

/** Position and P&amp;L of the trader. Money is in millionths of the currency. */
public interface AccountView {
  /** Number of instruments. */
  int instruments();

  /** Position in lots, relative to zero at the start of the episode. */
  long positionLots(int instrument);

  /** P&amp;L of the episode: cash − starting cash + positions at mid, after fees. */
  long pnlMicros();

  /** Starting capital plus P&amp;L. */
  long equityMicros();

  /** Fees paid in this episode, minus rebates. */
  long feesMicros();

  /** Lots bought plus lots sold in this episode. */
  long tradedLots(int instrument);

  /** Requests refused or cut in this episode for a reason of {@link RefusalReasons}. */
  long refusals(int reason);

  /**
   * Spread captured in this episode: the sum over fills of (mid − price) · lots when buying, with
   * the opposite sign when selling, at the mid before the trade. Doubled, because mid prices are
   * halves of ticks.
   */
  long doubleCapturedMicros();
}
