package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.base.collection.IntPair;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.market.Report;
import java.util.Arrays;

/**
 * Reports to participants caused by a book command, in order. They are delivered and removed before
 * the next event, so the queue has no state to save. Allocation-free once it has reached its
 * working size.
 */
final class ReportQueue {
  private static final int INITIAL_CAPACITY = 8;
  private static final Report[] REPORTS = Report.values();
  private static final CancelReason[] CANCEL_REASONS = CancelReason.values();
  private static final RejectReason[] REJECT_REASONS = RejectReason.values();
  private static final Side[] SIDES = Side.values();

  // The words of a report, which are adjacent in memory.
  private static final int KIND = 0; // and code
  private static final int ADDRESS = 1; // participant and instrument
  private static final int ORDER_ID = 2;
  private static final int PRICE = 3;
  private static final int QUANTITY = 4;
  private static final int REMAINING = 5;
  private static final int WORDS = 6;

  private long[] words = new long[INITIAL_CAPACITY * WORDS];
  private int end; // of the words in use

  /**
   * @param code the side's ordinal (fill) or the reason's ordinal
   */
  void add(
      Report kind,
      int participant,
      int instrument,
      long orderId,
      int code,
      int priceTicks,
      long quantityLots,
      long remainingLots) {
    if (end == words.length) {
      words = Arrays.copyOf(words, end * 2);
    }
    long[] all = words;
    int at = end;
    all[at + KIND] = IntPair.of(kind.ordinal(), code);
    all[at + ADDRESS] = IntPair.of(participant, instrument);
    all[at + ORDER_ID] = orderId;
    all[at + PRICE] = priceTicks;
    all[at + QUANTITY] = quantityLots;
    all[at + REMAINING] = remainingLots;
    end = at + WORDS;
  }

  void addRestingFill(Trade trade) {
    add(
        Report.FILL,
        trade.restingOwner(),
        trade.instrument(),
        trade.restingOrderId(),
        trade.aggressor().opposite().ordinal(),
        trade.priceTicks(),
        trade.quantityLots(),
        trade.restingRemainingLots());
  }

  void addIncomingFill(Trade trade) {
    add(
        Report.FILL,
        trade.incomingOwner(),
        trade.instrument(),
        trade.incomingOrderId(),
        trade.aggressor().ordinal(),
        trade.priceTicks(),
        trade.quantityLots(),
        trade.incomingRemainingLots());
  }

  /**
   * Delivers all reports in order and removes them. Orders that participants send in response are
   * queued.
   */
  void deliver(ParticipantListener to) {
    for (int at = 0; at < end; at += WORDS) {
      deliver(at, to);
    }
    end = 0;
  }

  private void deliver(int at, ParticipantListener to) {
    int participant = IntPair.high(words[at + ADDRESS]);
    int instrument = IntPair.low(words[at + ADDRESS]);
    long orderId = words[at + ORDER_ID];
    int code = IntPair.low(words[at + KIND]);
    int price = (int) words[at + PRICE];
    long remaining = words[at + REMAINING];
    switch (REPORTS[IntPair.high(words[at + KIND])]) {
      case ACCEPTED -> to.onAccepted(participant, instrument, orderId);
      case TRIGGERED -> to.onTriggered(participant, instrument, orderId);
      case FILL ->
          to.onFill(
              participant,
              instrument,
              orderId,
              SIDES[code],
              price,
              words[at + QUANTITY],
              remaining);
      case CANCELLED ->
          to.onCancelled(participant, instrument, orderId, remaining, CANCEL_REASONS[code]);
      case REDUCED -> to.onReduced(participant, instrument, orderId, remaining);
      case REPLACED -> to.onReplaced(participant, instrument, orderId, price, remaining);
      case REJECTED -> to.onRejected(participant, instrument, orderId, REJECT_REASONS[code]);
      case REQUEST_REJECTED ->
          to.onRequestRejected(participant, instrument, orderId, REJECT_REASONS[code]);
    }
  }
}
