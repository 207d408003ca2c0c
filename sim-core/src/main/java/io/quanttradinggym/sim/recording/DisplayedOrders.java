package io.quanttradinggym.sim.recording;

import java.util.Arrays;

/**
 * Displayed orders by id: side, price, quantity, and the id that they are told by. Open addressing
 * with linear probing; order id 0 marks an empty place. NOT thread safe.
 */
final class DisplayedOrders {
  private static final int INITIAL_CAPACITY = 1 << 10;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  static final int NONE = -1;

  private int size;
  private long[] ids = new long[INITIAL_CAPACITY];
  private long[] lots = new long[INITIAL_CAPACITY];
  private long[] toldIds = new long[INITIAL_CAPACITY];
  private int[] ticks = new int[INITIAL_CAPACITY]; // negative = a sell order

  /** Place of an order, valid until the next change; or {@link #NONE}. */
  int find(long orderId) {
    int mask = ids.length - 1;
    for (int place = home(orderId); ids[place] != 0; place = (place + 1) & mask) {
      if (ids[place] == orderId) {
        return place;
      }
    }
    return NONE;
  }

  private int home(long orderId) {
    return (int) ((orderId * SPREAD) >>> 32) & (ids.length - 1);
  }

  int priceTicks(int place) {
    return Math.abs(ticks[place]);
  }

  boolean isBuy(int place) {
    return ticks[place] > 0;
  }

  long lots(int place) {
    return lots[place];
  }

  long toldId(int place) {
    return toldIds[place];
  }

  void setLots(int place, long quantityLots) {
    lots[place] = quantityLots;
  }

  void put(long orderId, long toldId, boolean buy, int priceTicks, long quantityLots) {
    if (size * 2 >= ids.length) {
      grow();
    }
    int mask = ids.length - 1;
    int place = home(orderId);
    while (ids[place] != 0) {
      place = (place + 1) & mask;
    }
    ids[place] = orderId;
    lots[place] = quantityLots;
    toldIds[place] = toldId;
    ticks[place] = buy ? priceTicks : -priceTicks;
    size++;
  }

  /** Closes the gap, so that no search stops before what it looks for. */
  void remove(int removed) {
    int mask = ids.length - 1;
    int gap = removed;
    for (int place = (gap + 1) & mask; ids[place] != 0; place = (place + 1) & mask) {
      int distance = (place - home(ids[place])) & mask;
      if (distance >= ((place - gap) & mask)) {
        ids[gap] = ids[place];
        lots[gap] = lots[place];
        toldIds[gap] = toldIds[place];
        ticks[gap] = ticks[place];
        gap = place;
      }
    }
    ids[gap] = 0;
    size--;
  }

  /** The ids of all orders, ascending. */
  long[] ids() {
    return Arrays.stream(ids).filter(id -> id != 0).sorted().toArray();
  }

  void clear() {
    Arrays.fill(ids, 0);
    size = 0;
  }

  private void grow() {
    long[] oldIds = ids;
    long[] oldLots = lots;
    long[] oldToldIds = toldIds;
    int[] oldTicks = ticks;
    ids = new long[oldIds.length * 2];
    lots = new long[oldIds.length * 2];
    toldIds = new long[oldIds.length * 2];
    ticks = new int[oldIds.length * 2];
    size = 0;
    for (int place = 0; place < oldIds.length; place++) {
      if (oldIds[place] != 0) {
        int price = Math.abs(oldTicks[place]);
        put(oldIds[place], oldToldIds[place], oldTicks[place] > 0, price, oldLots[place]);
      }
    }
  }
}
