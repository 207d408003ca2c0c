package io.quanttradinggym.sim.engine;

import io.quanttradinggym.sim.book.Side;

/** Hears every trade of a simulation, as the public tape and the settlement show it. */
@FunctionalInterface
public interface TradeListener {
  /**
   * Called from inside the simulation, which must not be touched from here.
   *
   * @param aggressor the incoming order's side
   * @param maker owner of the resting order
   * @param taker owner of the incoming order
   */
  void onTrade(
      long timeNanos,
      int instrument,
      Side aggressor,
      int priceTicks,
      long quantityLots,
      int maker,
      int taker);
}
