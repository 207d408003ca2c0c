package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.unit.Units;

/**
 * Fees of the exchange for each fill, rounded half up to a millionth of the currency. Negative
 * rates are rebates. In an auction, both sides pay the taker fee.
 *
 * @param makerBasisPoints fraction of the notional, for the resting order
 * @param takerBasisPoints fraction of the notional, for the incoming order
 * @param makerPerLotMicros additional fee per lot, for the resting order
 * @param takerPerLotMicros additional fee per lot, for the incoming order
 */
public record Fees(
    double makerBasisPoints,
    double takerBasisPoints,
    long makerPerLotMicros,
    long takerPerLotMicros) {
  /** No fees at all. */
  public static final Fees NONE = new Fees(0, 0, 0, 0);

  private static final double MAX_BASIS_POINTS = 1_000;
  private static final long SHARES_PER_BASIS_POINT = 10_000;
  private static final long SHARES = Units.BASIS_POINTS * SHARES_PER_BASIS_POINT;

  public Fees {
    checkBasisPoints("makerBasisPoints", makerBasisPoints);
    checkBasisPoints("takerBasisPoints", takerBasisPoints);
  }

  private static void checkBasisPoints(String name, double value) {
    if (!(Math.abs(value) <= MAX_BASIS_POINTS)) {
      throw new InvalidInputException(name, value, "-1000 to 1000");
    }
  }

  /** The fee of one fill in millionths of the currency. */
  public long feeMicros(boolean maker, long notionalMicros, long quantityLots) {
    double basisPoints = maker ? makerBasisPoints : takerBasisPoints;
    long perLot = maker ? makerPerLotMicros : takerPerLotMicros;
    long rate = Math.round(basisPoints * SHARES_PER_BASIS_POINT);
    return perLot * quantityLots + proportional(notionalMicros, rate);
  }

  /**
   * {@code notional * rate / SHARES}, rounded half up, without overflow for notionals below 9e16.
   */
  private static long proportional(long notionalMicros, long rate) {
    long whole = notionalMicros / SHARES * rate;
    long rest = notionalMicros % SHARES * rate;
    return whole + Math.floorDiv(rest + SHARES / 2, SHARES);
  }
}
