package io.quanttradinggym.sim.agent;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.book.OrderBook;
import java.util.Arrays;

/**
 * The ids of an agent's orders that may be live, in the order they were sent. Made for a few dozen:
 * a search visits all orders. Allocation-free once it has reached its working size.
 */
final class QuoteLadder implements Stateful {
  private long[] ids = new long[4];
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long get(int index) {
    return ids[index];
  }

  void add(long orderId) {
    if (orderId == OrderBook.NO_ORDER) {
      return;
    }
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = orderId;
  }

  void clear() {
    size = 0;
  }

  /** Returns whether it was there. */
  boolean remove(long orderId) {
    for (int i = 0; i < size; i++) {
      if (ids[i] == orderId) {
        System.arraycopy(ids, i + 1, ids, i, --size - i);
        return true;
      }
    }
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(size);
    out.writeLongs(ids, 0, size);
  }

  @Override
  public void load(StateReader in) {
    size = in.readCount(Long.BYTES);
    if (size > ids.length) {
      ids = new long[size];
    }
    in.readLongs(ids, 0, size);
  }
}
