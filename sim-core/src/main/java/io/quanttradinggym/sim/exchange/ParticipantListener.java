package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;

/**
 * Passes on what the exchange reports to one participant. What a participant sends in answer is
 * only on its way: the exchange is not called back.
 */
public interface ParticipantListener {
  /** Whether a participant wants reports of its orders; asked once. */
  boolean wantsOrderEvents(int participant);

  void onAccepted(int participant, int instrument, long orderId);

  void onTriggered(int participant, int instrument, long orderId);

  void onFill(
      int participant,
      int instrument,
      long orderId,
      Side side,
      int priceTicks,
      long quantityLots,
      long remainingLots);

  void onCancelled(
      int participant, int instrument, long orderId, long remainingLots, CancelReason reason);

  void onReduced(int participant, int instrument, long orderId, long remainingLots);

  void onReplaced(
      int participant, int instrument, long orderId, int priceTicks, long remainingLots);

  void onRejected(int participant, int instrument, long orderId, RejectReason reason);

  void onRequestRejected(int participant, int instrument, long orderId, RejectReason reason);

  /** The lender wants shares back by the deadline. */
  void onRecall(int participant, int instrument, long lots, long deadlineNanos);

  /** The equity is below the maintenance margin: positions will be closed. */
  void onMarginCall(int participant);
}
