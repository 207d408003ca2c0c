package io.quanttradinggym.sim.event;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBookListener;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;

/** Receives what the books do when it is settled, and when each message is done. */
public interface MarketListener extends OrderBookListener {
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
