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
  public void onTrade(Trade trade) {
    add(trade.instrument(), trade.isAuction() ? auctionTrade(trade) : continuousTrade(trade));
  }

  private static BookEvent continuousTrade(Trade trade) {
    return new BookEvent.Traded(
        trade.restingOrderId(),
        trade.restingOwner(),
        trade.incomingOrderId(),
        trade.incomingOwner(),
        trade.aggressor(),
        trade.priceTicks(),
        trade.quantityLots(),
        trade.restingRemainingLots(),
        trade.incomingRemainingLots());
  }

  private static BookEvent auctionTrade(Trade trade) {
    return new BookEvent.AuctionTraded(
        trade.incomingOrderId(),
        trade.incomingOwner(),
        trade.restingOrderId(),
        trade.restingOwner(),
        trade.priceTicks(),
        trade.quantityLots(),
        trade.incomingRemainingLots(),
        trade.restingRemainingLots());
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
  public void onUncrossed(int instrument, int priceTicks, long quantityLots) {
    add(instrument, new BookEvent.Uncrossed(priceTicks, quantityLots));
  }

  @Override
  public void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {
    add(instrument, new BookEvent.PhaseChanged(phase, cause));
  }
}
