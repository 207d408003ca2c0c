package io.quanttradinggym.sim.book;

/** What a listener heard, as a value. */
sealed interface BookEvent {
  record Accepted(long orderId, int owner, Side side, int priceTicks, long quantityLots)
      implements BookEvent {}

  record Traded(
      long restingOrderId,
      int restingOwner,
      long incomingOrderId,
      int incomingOwner,
      Side aggressor,
      int priceTicks,
      long quantityLots,
      long restingRemainingLots,
      long incomingRemainingLots)
      implements BookEvent {}

  record Cancelled(long orderId, int owner, long remainingLots, CancelReason reason)
      implements BookEvent {}

  record Reduced(long orderId, int owner, long remainingLots) implements BookEvent {}

  record Replaced(long orderId, int owner, int priceTicks, long remainingLots, boolean keptPriority)
      implements BookEvent {}

  record Rejected(long orderId, int owner, RejectReason reason) implements BookEvent {}

  record RequestRejected(long orderId, int owner, RejectReason reason) implements BookEvent {}

  record Triggered(long orderId, int owner) implements BookEvent {}

  record AuctionTraded(
      long buyOrderId,
      int buyOwner,
      long sellOrderId,
      int sellOwner,
      int priceTicks,
      long quantityLots,
      long buyRemainingLots,
      long sellRemainingLots)
      implements BookEvent {}

  record Uncrossed(int priceTicks, long quantityLots) implements BookEvent {}

  record PhaseChanged(TradingPhase phase, PhaseCause cause) implements BookEvent {}
}
