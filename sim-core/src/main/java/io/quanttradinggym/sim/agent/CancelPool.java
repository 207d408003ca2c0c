package io.quanttradinggym.sim.agent;

import io.quanttradinggym.base.collection.Long2IntMap;
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
  private static final int NONE = -1;

  private final Long2IntMap places = new Long2IntMap(NONE);
  private long[] ids = new long[INITIAL_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  void add(long orderId) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    places.put(orderId, size);
    ids[size++] = orderId;
  }

  /** Returns whether it was there. */
  boolean remove(long orderId) {
    int place = places.remove(orderId);
    if (place == NONE) {
      return false;
    }
    long last = ids[--size];
    if (place != size) {
      ids[place] = last;
      places.put(last, place);
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

  @Override
  public void save(StateWriter out) {
    out.writeInt(size);
    out.writeLongs(ids, 0, size);
  }

  @Override
  public void load(StateReader in) {
    int count = in.readCount(Long.BYTES);
    places.clear();
    size = 0;
    for (int i = 0; i < count; i++) {
      long orderId = in.readLong();
      in.require(orderId != OrderBook.NO_ORDER, "order ids");
      add(orderId);
    }
    in.require(places.size() == size, "each order once");
  }
}
