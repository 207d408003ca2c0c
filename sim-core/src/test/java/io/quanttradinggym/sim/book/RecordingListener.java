package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** Turns callbacks into values, so that a test reads as a list of expected events. */
final class RecordingListener implements OrderBookListener {
  private final int instrument;
  private List<BookEvent> events = new ArrayList<>();

  RecordingListener(int instrument) {
    this.instrument = instrument;
  }

  /** Returns what was heard since the last call. */
  List<BookEvent> drain() {
    List<BookEvent> heard = events;
    events = new ArrayList<>();
    return heard;
  }

  private void add(int heardInstrument, BookEvent event) {
    assertEquals(instrument, heardInstrument, "instrument index");
    events.add(event);
  }

  @Override
  public void onAccepted(
      int instrument, long orderId, int owner, Side side, int priceTicks, long quantityLots) {
    add(instrument, new BookEvent.Accepted(orderId, owner, side, priceTicks, quantityLots));
  }

  @Override
  public void onTrade(
      int instrument,
      long restingOrderId,
      int restingOwner,
      long incomingOrderId,
      int incomingOwner,
      Side aggressor,
      int priceTicks,
      long quantityLots,
      long restingRemainingLots,
      long incomingRemainingLots) {
    add(
        instrument,
        new BookEvent.Trade(
            restingOrderId,
            restingOwner,
            incomingOrderId,
            incomingOwner,
            aggressor,
            priceTicks,
            quantityLots,
            restingRemainingLots,
            incomingRemainingLots));
  }

  @Override
  public void onCancelled(
      int instrument, long orderId, int owner, long remainingLots, CancelReason reason) {
    add(instrument, new BookEvent.Cancelled(orderId, owner, remainingLots, reason));
  }

  @Override
  public void onReduced(int instrument, long orderId, int owner, long remainingLots) {
    add(instrument, new BookEvent.Reduced(orderId, owner, remainingLots));
  }

  @Override
  public void onReplaced(
      int instrument,
      long orderId,
      int owner,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {
    add(
        instrument,
        new BookEvent.Replaced(orderId, owner, priceTicks, remainingLots, keptPriority));
  }

  @Override
  public void onRejected(int instrument, long orderId, int owner, RejectReason reason) {
    add(instrument, new BookEvent.Rejected(orderId, owner, reason));
  }

  @Override
  public void onRequestRejected(int instrument, long orderId, int owner, RejectReason reason) {
    add(instrument, new BookEvent.RequestRejected(orderId, owner, reason));
  }

  @Override
  public void onTriggered(int instrument, long orderId, int owner) {
    add(instrument, new BookEvent.Triggered(orderId, owner));
  }

  @Override
  public void onAuctionTrade(
      int instrument,
      long buyOrderId,
      int buyOwner,
      long sellOrderId,
      int sellOwner,
      int priceTicks,
      long quantityLots,
      long buyRemainingLots,
      long sellRemainingLots) {
    add(
        instrument,
        new BookEvent.AuctionTrade(
            buyOrderId,
            buyOwner,
            sellOrderId,
            sellOwner,
            priceTicks,
            quantityLots,
            buyRemainingLots,
            sellRemainingLots));
  }

  @Override
  public void onUncrossed(int instrument, int priceTicks, long quantityLots) {
    add(instrument, new BookEvent.Uncrossed(priceTicks, quantityLots));
  }

  @Override
  public void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {
    add(instrument, new BookEvent.PhaseChanged(phase, cause));
  }
}
