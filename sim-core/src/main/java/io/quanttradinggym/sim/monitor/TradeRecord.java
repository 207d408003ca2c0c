package io.quanttradinggym.sim.monitor;

/**
 * A completed trade.
 *
 * @param timeNanos since midnight
 * @param buy whether the incoming order bought
 * @param maker name of the participant with the resting order
 * @param taker name of the participant with the incoming order
 */
public record TradeRecord(
    long timeNanos,
    int instrument,
    boolean buy,
    int priceTicks,
    long quantityLots,
    String maker,
    String taker) {
  /** "buy" or "sell": the side of the incoming order. */
  public String aggressor() {
    return buy ? "buy" : "sell";
  }
}
