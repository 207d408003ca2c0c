package io.quanttradinggym.sim.recording;

import io.quanttradinggym.base.collection.Long2IntMap;
import java.util.Arrays;

/**
 * Displayed orders by id: side, price, quantity and published id. The rows are dense: the last row
 * moves to the place of a removed row. NOT thread safe.
 */
final class DisplayedOrders {
  private static final int INITIAL_CAPACITY = 1 << 10;

  static final int NONE = -1;

  private final Long2IntMap rows = new Long2IntMap(NONE);
  private int size;
  private long[] ids = new long[INITIAL_CAPACITY];
  private long[] lots = new long[INITIAL_CAPACITY];
  private long[] toldIds = new long[INITIAL_CAPACITY];
  private int[] ticks = new int[INITIAL_CAPACITY]; // negative = a sell order

  /** Row of an order, valid until the next removal; or {@link #NONE}. */
  int find(long orderId) {
    return rows.get(orderId);
  }

  int priceTicks(int row) {
    return Math.abs(ticks[row]);
  }

  boolean isBuy(int row) {
    return ticks[row] > 0;
  }

  long lots(int row) {
    return lots[row];
  }

  long toldId(int row) {
    return toldIds[row];
  }

  void setLots(int row, long quantityLots) {
    lots[row] = quantityLots;
  }

  void put(long orderId, long toldId, boolean buy, int priceTicks, long quantityLots) {
    if (size == ids.length) {
      grow();
    }
    ids[size] = orderId;
    lots[size] = quantityLots;
    toldIds[size] = toldId;
    ticks[size] = buy ? priceTicks : -priceTicks;
    rows.put(orderId, size++);
  }

  private void grow() {
    ids = Arrays.copyOf(ids, 2 * size);
    lots = Arrays.copyOf(lots, 2 * size);
    toldIds = Arrays.copyOf(toldIds, 2 * size);
    ticks = Arrays.copyOf(ticks, 2 * size);
  }

  void remove(int row) {
    rows.remove(ids[row]);
    size--;
    if (row != size) {
      ids[row] = ids[size];
      lots[row] = lots[size];
      toldIds[row] = toldIds[size];
      ticks[row] = ticks[size];
      rows.put(ids[row], row);
    }
  }

  /** Ids of all orders, ascending. */
  long[] ids() {
    long[] sorted = Arrays.copyOf(ids, size);
    Arrays.sort(sorted);
    return sorted;
  }

  void clear() {
    rows.clear();
    size = 0;
  }
}
