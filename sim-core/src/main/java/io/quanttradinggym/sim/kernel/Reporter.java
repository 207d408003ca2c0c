package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.exchange.ParticipantListener;
import io.quanttradinggym.sim.market.Report;

/** Delivers reports of the exchange to the participant's agent. */
final class Reporter implements ParticipantListener {
  private final Agent[] agents; // by participant
  private final Participant[] participants;

  /**
   * @param participants array filled before the first report
   */
  Reporter(Agent[] agents, Participant[] participants) {
    this.agents = agents;
    this.participants = participants;
  }

  @Override
  public boolean wants(int participant, Report report) {
    Agent agent = agents[participant];
    return agent.wantsOrderEvents() && !agent.ignoredOrderEvents().contains(report);
  }

  @Override
  public void onAccepted(int participant, int instrument, long orderId) {
    agents[participant].onAccepted(participants[participant], instrument, orderId);
  }

  @Override
  public void onTriggered(int participant, int instrument, long orderId) {
    agents[participant].onTriggered(participants[participant], instrument, orderId);
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
    agents[participant].onFill(
        participants[participant],
        instrument,
        orderId,
        side,
        priceTicks,
        quantityLots,
        remainingLots);
  }

  @Override
  public void onCancelled(
      int participant, int instrument, long orderId, long remainingLots, CancelReason reason) {
    agents[participant].onCancelled(
        participants[participant], instrument, orderId, remainingLots, reason);
  }

  @Override
  public void onReduced(int participant, int instrument, long orderId, long remainingLots) {
    agents[participant].onReduced(participants[participant], instrument, orderId, remainingLots);
  }

  @Override
  public void onReplaced(
      int participant, int instrument, long orderId, int priceTicks, long remainingLots) {
    agents[participant].onReplaced(
        participants[participant], instrument, orderId, priceTicks, remainingLots);
  }

  @Override
  public void onRejected(int participant, int instrument, long orderId, RejectReason reason) {
    agents[participant].onRejected(participants[participant], instrument, orderId, reason);
  }

  @Override
  public void onRequestRejected(
      int participant, int instrument, long orderId, RejectReason reason) {
    agents[participant].onRequestRejected(participants[participant], instrument, orderId, reason);
  }

  @Override
  public void onRecall(int participant, int instrument, long lots, long deadlineNanos) {
    agents[participant].onRecall(participants[participant], instrument, lots, deadlineNanos);
  }

  @Override
  public void onMarginCall(int participant) {
    agents[participant].onMarginCall(participants[participant]);
  }
}
