package io.quanttradinggym.sim.agent;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.book.OrderBook;
import java.util.Arrays;

/**
 * Very many orders of one side that may be live: adding one, removing one and drawing one at random
 * cost O(1). Allocation-free once it has reached its working size.
 */
final class CancelPool implements Stateful {
  private static final int INITIAL_CAPACITY = 64;
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private long[] ids = new long[INITIAL_CAPACITY];
  private int size;

  // Where ids are: a hash table with linear probing, at most half full.
  private long[] keys = new long[2 * INITIAL_CAPACITY];
  private int[] places = new int[2 * INITIAL_CAPACITY];

  int size() {
    return size;
  }

  void add(long orderId) {
    if (size == ids.length) {
      grow();
    }
    put(orderId, size);
    ids[size++] = orderId;
  }

  /** Returns whether it was there. */
  boolean remove(long orderId) {
    int slot = find(orderId);
    if (keys[slot] != orderId) {
      return false;
    }
    int place = places[slot];
    clear(slot);
    long last = ids[--size];
    if (place != size) {
      ids[place] = last;
      places[find(last)] = place;
    }
    return true;
  }

  /** Takes one out, each with equal probability; {@link OrderBook#NO_ORDER} where there is none. */
  long takeAny(RandomStream random) {
    if (size == 0) {
      return OrderBook.NO_ORDER;
    }
    long orderId = ids[random.nextInt(size)];
    remove(orderId);
    return orderId;
  }

  private int home(long orderId) {
    return (int) ((orderId * GOLDEN) >>> 32) & (keys.length - 1);
  }

  /** Where an id is, or where it would go. */
  private int find(long orderId) {
    int slot = home(orderId);
    while (keys[slot] != OrderBook.NO_ORDER && keys[slot] != orderId) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void put(long orderId, int place) {
    int slot = find(orderId);
    keys[slot] = orderId;
    places[slot] = place;
  }

  /** Empties a slot, and moves those that were pushed beyond it back. */
  private void clear(int start) {
    int hole = start;
    int slot = start;
    while (true) {
      slot = (slot + 1) & (keys.length - 1);
      if (keys[slot] == OrderBook.NO_ORDER) {
        break;
      }
      int distance = (slot - home(keys[slot])) & (keys.length - 1);
      if (distance >= ((slot - hole) & (keys.length - 1))) {
        keys[hole] = keys[slot];
        places[hole] = places[slot];
        hole = slot;
      }
    }
    keys[hole] = OrderBook.NO_ORDER;
  }

  private void grow() {
    ids = Arrays.copyOf(ids, size * 2);
    keys = new long[ids.length * 2];
    places = new int[ids.length * 2];
    for (int place = 0; place < size; place++) {
      put(ids[place], place);
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(size);
    out.writeLongs(ids, 0, size);
  }

  @Override
  public void load(StateReader in) {
    int count = in.readInt();
    Arrays.fill(keys, OrderBook.NO_ORDER);
    size = 0;
    for (int i = 0; i < count; i++) {
      add(in.readLong());
    }
  }
}
