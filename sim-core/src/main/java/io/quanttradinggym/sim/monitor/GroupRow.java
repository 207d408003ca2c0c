package io.quanttradinggym.sim.monitor;

/**
 * The agents of one kind together.
 *
 * @param positionLots net, in the instrument that is looked at
 */
public record GroupRow(String name, int members, long positionLots, GroupMoney money) {
  /**
   * The money of a group, in millionths of the currency.
   *
   * @param pnlMicros equity at mid, less that of the beginning
   * @param grossMicros all positions at mid, long ones and short ones
   * @param feesMicros paid, less rebates
   * @param maxDrawdownMicros largest fall of the P&amp;L so far, looked at every minute
   * @param valueAtRiskMicros the loss within a minute that 5 % of the minutes so far exceed; not a
   *     number before 20 minutes
   */
  public record GroupMoney(
      long pnlMicros,
      long grossMicros,
      long feesMicros,
      long maxDrawdownMicros,
      double valueAtRiskMicros) {}
}
