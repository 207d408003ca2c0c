package io.quanttradinggym.sim.engine;

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

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  int kind(int index) {
    return kinds[index];
  }

  int owner(int index) {
    return owners[index];
  }

  int instrument(int index) {
    return instruments[index];
  }

  int priceTicks(int index) {
    return prices[index];
  }

  int code(int index) {
    return codes[index];
  }

  long orderId(int index) {
    return orderIds[index];
  }

  long quantityLots(int index) {
    return quantities[index];
  }

  long remainingLots(int index) {
    return remaining[index];
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
