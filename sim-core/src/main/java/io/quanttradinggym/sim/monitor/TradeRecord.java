package io.quanttradinggym.sim.monitor;

/**
 * A trade that has taken place.
 *
 * @param timeNanos since midnight
 * @param buy whether the incoming order bought
 * @param maker name of the participant whose order rested
 * @param taker name of the participant whose order came in
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
