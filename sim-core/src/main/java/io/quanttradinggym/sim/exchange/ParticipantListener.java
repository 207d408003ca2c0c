package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.Report;

/**
 * Delivers reports of the exchange to one participant. Orders that a participant sends in response
 * are queued: they do not call the exchange.
 */
public interface ParticipantListener {
  /** Whether a participant subscribes to reports of this kind; read once. */
  boolean wants(int participant, Report report);

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

  /** The lender recalls shares, to be returned by the deadline. */
  void onRecall(int participant, int instrument, long lots, long deadlineNanos);

  /** Margin call: the equity is below the maintenance margin, and positions will be closed. */
  void onMarginCall(int participant);
}
