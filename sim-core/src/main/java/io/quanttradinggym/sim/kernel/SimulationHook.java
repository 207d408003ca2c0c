package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBookListener;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;

/**
 * Hears everything that happens in a simulation and has no say in it: for files, metrics and
 * screens. A simulation is the same, bit for bit, with hooks and without.
 *
 * <p>Methods are called from inside the simulation, when books, accounts and {@code MarketView}
 * already show what they tell; reading these is allowed, changing anything is not. A hook is no
 * part of the simulation's state: it is told when another state begins.
 */
public interface SimulationHook extends OrderBookListener {
  /** Another state: an episode begins, or a saved state was restored. */
  default void onRestored() {}

  /**
   * The clock is about to move: what the market shows now is what it shows from {@code fromNanos}
   * until just before {@code toNanos}.
   */
  default void onTimePasses(long fromNanos, long toNanos) {}

  /** A message to the exchange has been carried out; the events before it were its effects. */
  default void onMessageDone(int instrument) {}

  @Override
  default void onAccepted(
      int instrument, long orderId, int owner, Side side, int priceTicks, long quantityLots) {}

  @Override
  default void onTrade(Trade trade) {}

  @Override
  default void onCancelled(
      int instrument, long orderId, int owner, long remainingLots, CancelReason reason) {}

  @Override
  default void onReduced(int instrument, long orderId, int owner, long remainingLots) {}

  @Override
  default void onReplaced(
      int instrument,
      long orderId,
      int owner,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {}

  @Override
  default void onRejected(int instrument, long orderId, int owner, RejectReason reason) {}

  @Override
  default void onRequestRejected(int instrument, long orderId, int owner, RejectReason reason) {}
}
