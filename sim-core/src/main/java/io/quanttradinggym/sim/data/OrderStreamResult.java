package io.quanttradinggym.sim.data;

/**
 * Result of a replayed order stream.
 *
 * @param messages records sent
 * @param tradeHash over (resting id, incoming id, price, quantity) of every trade in order; printed
 *     as 16 hex digits
 * @param levels price levels of both sides at the end
 */
public record OrderStreamResult(
    long messages,
    long trades,
    long volumeLots,
    long tradeHash,
    int liveOrders,
    long liveQuantityLots,
    int bestBidTicks,
    int bestAskTicks,
    int levels) {

  /** The trade hash in the format of published results of other engines. */
  public String tradeHashHex() {
    return String.format("%016x", tradeHash);
  }
}
