package io.quanttradinggym.sim.monitor;

/**
 * Totals of the agents of one kind.
 *
 * @param positionLots net position in the selected instrument
 */
public record GroupRow(String name, int members, long positionLots, GroupMoney money) {
  /**
   * Money totals of a group, in millionths of the currency.
   *
   * @param pnlMicros equity at mid minus initial equity
   * @param grossMicros value of all positions at mid, long plus short
   * @param feesMicros fees paid minus rebates
   * @param maxDrawdownMicros largest decline of the P&amp;L so far, sampled every minute
   * @param valueAtRiskMicros loss per minute that 5 % of the minutes so far exceed; NaN before 20
   *     minutes
   */
  public record GroupMoney(
      long pnlMicros,
      long grossMicros,
      long feesMicros,
      long maxDrawdownMicros,
      double valueAtRiskMicros) {}
}
