package io.quanttradinggym.sim.event;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBookListener;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;

/** Receives book events after settlement, and the end of each message. */
public interface MarketListener extends OrderBookListener {
  /** A message to the exchange has been executed; the preceding events are its effects. */
  default void onMessageDone(int instrument) {}

  @Override
  default void onAccepted(
      int instrument,
      long orderId,
      int participant,
      Side side,
      int priceTicks,
      long quantityLots) {}

  @Override
  default void onTrade(Trade trade) {}

  @Override
  default void onCancelled(
      int instrument, long orderId, int participant, long remainingLots, CancelReason reason) {}

  @Override
  default void onReduced(int instrument, long orderId, int participant, long remainingLots) {}

  @Override
  default void onReplaced(
      int instrument,
      long orderId,
      int participant,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {}

  @Override
  default void onRejected(int instrument, long orderId, int participant, RejectReason reason) {}

  @Override
  default void onRequestRejected(
      int instrument, long orderId, int participant, RejectReason reason) {}
}
