package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import java.util.Arrays;

/**
 * Reports to participants caused by a book command, in order. They are delivered and removed before
 * the next event, so the queue has no state to save. Allocation-free once it has reached its
 * working size.
 */
final class ReportQueue {
  private static final int INITIAL_CAPACITY = 64;
  private static final Report[] REPORTS = Report.values();
  private static final CancelReason[] CANCEL_REASONS = CancelReason.values();
  private static final RejectReason[] REJECT_REASONS = RejectReason.values();
  private static final Side[] SIDES = Side.values();

  private int size;
  private byte[] kinds = new byte[INITIAL_CAPACITY]; // ordinals
  private int[] participants = new int[INITIAL_CAPACITY];
  private int[] instruments = new int[INITIAL_CAPACITY];
  private int[] prices = new int[INITIAL_CAPACITY];
  private int[] codes = new int[INITIAL_CAPACITY];
  private long[] orderIds = new long[INITIAL_CAPACITY];
  private long[] quantities = new long[INITIAL_CAPACITY];
  private long[] remaining = new long[INITIAL_CAPACITY];

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
    if (size == kinds.length) {
      grow();
    }
    kinds[size] = (byte) kind.ordinal();
    participants[size] = participant;
    instruments[size] = instrument;
    prices[size] = priceTicks;
    codes[size] = code;
    orderIds[size] = orderId;
    quantities[size] = quantityLots;
    remaining[size] = remainingLots;
    size++;
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
    for (int i = 0; i < size; i++) {
      deliver(i, participants[i], to);
    }
    size = 0;
  }

  private void deliver(int i, int participant, ParticipantListener to) {
    int instrument = instruments[i];
    long orderId = orderIds[i];
    switch (REPORTS[kinds[i]]) {
      case ACCEPTED -> to.onAccepted(participant, instrument, orderId);
      case TRIGGERED -> to.onTriggered(participant, instrument, orderId);
      case FILL ->
          to.onFill(
              participant,
              instrument,
              orderId,
              SIDES[codes[i]],
              prices[i],
              quantities[i],
              remaining[i]);
      case CANCELLED ->
          to.onCancelled(participant, instrument, orderId, remaining[i], CANCEL_REASONS[codes[i]]);
      case REDUCED -> to.onReduced(participant, instrument, orderId, remaining[i]);
      case REPLACED -> to.onReplaced(participant, instrument, orderId, prices[i], remaining[i]);
      case REJECTED -> to.onRejected(participant, instrument, orderId, REJECT_REASONS[codes[i]]);
      case REQUEST_REJECTED ->
          to.onRequestRejected(participant, instrument, orderId, REJECT_REASONS[codes[i]]);
    }
  }

  private void grow() {
    int capacity = size * 2;
    kinds = Arrays.copyOf(kinds, capacity);
    participants = Arrays.copyOf(participants, capacity);
    instruments = Arrays.copyOf(instruments, capacity);
    prices = Arrays.copyOf(prices, capacity);
    codes = Arrays.copyOf(codes, capacity);
    orderIds = Arrays.copyOf(orderIds, capacity);
    quantities = Arrays.copyOf(quantities, capacity);
    remaining = Arrays.copyOf(remaining, capacity);
  }
}
