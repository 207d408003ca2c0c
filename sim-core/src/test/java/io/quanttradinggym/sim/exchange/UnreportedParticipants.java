package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.Report;

/** Participants that want no reports. */
final class UnreportedParticipants implements ParticipantListener {
  @Override
  public boolean wants(int participant, Report report) {
    return false;
  }

  @Override
  public void onAccepted(int participant, int instrument, long orderId) {
    throw unwanted(participant);
  }

  @Override
  public void onTriggered(int participant, int instrument, long orderId) {
    throw unwanted(participant);
  }

  @Override
  public void onFill(
      int participant,
      int instrument,
      long orderId,
      Side side,
      int priceTicks,
      long quantityLots,
      long remainingLots) {
    throw unwanted(participant);
  }

  @Override
  public void onCancelled(
      int participant, int instrument, long orderId, long remainingLots, CancelReason reason) {
    throw unwanted(participant);
  }

  @Override
  public void onReduced(int participant, int instrument, long orderId, long remainingLots) {
    throw unwanted(participant);
  }

  @Override
  public void onReplaced(
      int participant, int instrument, long orderId, int priceTicks, long remainingLots) {
    throw unwanted(participant);
  }

  @Override
  public void onRejected(int participant, int instrument, long orderId, RejectReason reason) {
    throw unwanted(participant);
  }

  @Override
  public void onRequestRejected(
      int participant, int instrument, long orderId, RejectReason reason) {
    throw unwanted(participant);
  }

  @Override
  public void onRecall(int participant, int instrument, long lots, long deadlineNanos) {
    throw unwanted(participant);
  }

  @Override
  public void onMarginCall(int participant) {
    throw unwanted(participant);
  }

  private static AssertionError unwanted(int participant) {
    return new AssertionError("a report to participant " + participant);
  }
}
