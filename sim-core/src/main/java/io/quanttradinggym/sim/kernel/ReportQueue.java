package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import java.util.Arrays;

/**
 * Reports to participants that a book command caused, in order; delivered and forgotten before the
 * next event, so it has no state to save. Allocation-free once it has reached its working size.
 */
final class ReportQueue {
  static final int ACCEPTED = 0;
  static final int FILL = 1;
  static final int CANCELLED = 2;
  static final int REJECTED = 3;
  static final int REQUEST_REJECTED = 4;
  static final int REPLACED = 5;
  static final int REDUCED = 6;
  static final int TRIGGERED = 7;

  private static final int INITIAL_CAPACITY = 64;
  private static final CancelReason[] CANCEL_REASONS = CancelReason.values();
  private static final RejectReason[] REJECT_REASONS = RejectReason.values();
  private static final Side[] SIDES = Side.values();

  private int size;
  private int[] kinds = new int[INITIAL_CAPACITY];
  private int[] owners = new int[INITIAL_CAPACITY];
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
      int kind,
      int owner,
      int instrument,
      long orderId,
      int code,
      int priceTicks,
      long quantityLots,
      long remainingLots) {
    if (size == kinds.length) {
      grow();
    }
    kinds[size] = kind;
    owners[size] = owner;
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
        FILL,
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
        FILL,
        trade.incomingOwner(),
        trade.instrument(),
        trade.incomingOrderId(),
        trade.aggressor().ordinal(),
        trade.priceTicks(),
        trade.quantityLots(),
        trade.incomingRemainingLots());
  }

  /** Tells everybody, in order, and forgets it. What agents do then is only on its way. */
  void deliver(Agent[] agents, Participant[] participants) {
    for (int i = 0; i < size; i++) {
      deliver(i, agents[owners[i]], participants[owners[i]]);
    }
    size = 0;
  }

  private void deliver(int i, Agent agent, Participant to) {
    int instrument = instruments[i];
    long orderId = orderIds[i];
    switch (kinds[i]) {
      case ACCEPTED -> agent.onAccepted(to, instrument, orderId);
      case TRIGGERED -> agent.onTriggered(to, instrument, orderId);
      case FILL ->
          agent.onFill(
              to, instrument, orderId, SIDES[codes[i]], prices[i], quantities[i], remaining[i]);
      case CANCELLED ->
          agent.onCancelled(to, instrument, orderId, remaining[i], CANCEL_REASONS[codes[i]]);
      case REDUCED -> agent.onReduced(to, instrument, orderId, remaining[i]);
      case REPLACED -> agent.onReplaced(to, instrument, orderId, prices[i], remaining[i]);
      case REJECTED -> agent.onRejected(to, instrument, orderId, REJECT_REASONS[codes[i]]);
      case REQUEST_REJECTED ->
          agent.onRequestRejected(to, instrument, orderId, REJECT_REASONS[codes[i]]);
      default -> throw new IllegalStateException("report kind " + kinds[i]);
    }
  }

  private void grow() {
    int capacity = size * 2;
    kinds = Arrays.copyOf(kinds, capacity);
    owners = Arrays.copyOf(owners, capacity);
    instruments = Arrays.copyOf(instruments, capacity);
    prices = Arrays.copyOf(prices, capacity);
    codes = Arrays.copyOf(codes, capacity);
    orderIds = Arrays.copyOf(orderIds, capacity);
    quantities = Arrays.copyOf(quantities, capacity);
    remaining = Arrays.copyOf(remaining, capacity);
  }
}
