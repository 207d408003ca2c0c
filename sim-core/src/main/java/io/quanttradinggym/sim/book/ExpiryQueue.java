package io.quanttradinggym.sim.book;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.Arrays;
import java.util.BitSet;

/** Good-till-date orders by expiry time, ties by order id: a binary heap of handles. */
final class ExpiryQueue {
  private final Arena arena;
  private final OrderDetails details;
  private int[] heap = {};
  private int size;

  ExpiryQueue(Arena arena, OrderDetails details) {
    this.arena = arena;
    this.details = details;
  }

  /** The order with the earliest expiry, or {@link Arena#NIL}. */
  int first() {
    return size == 0 ? Arena.NIL : heap[0];
  }

  void add(int order) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, Math.max(16, size * 2));
    }
    siftUp(order, size++);
  }

  void remove(int order) {
    int place = details.expiryPlace(order);
    int last = heap[--size];
    if (last != order) {
      siftDown(last, place);
      if (heap[place] == last) {
        siftUp(last, place);
      }
    }
  }

  private void siftUp(int order, int from) {
    int place = from;
    while (place > 0 && before(order, heap[(place - 1) >>> 1])) {
      put(heap[(place - 1) >>> 1], place);
      place = (place - 1) >>> 1;
    }
    put(order, place);
  }

  private void siftDown(int order, int from) {
    int place = from;
    int child = 2 * place + 1;
    while (child < size) {
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], order)) {
        break;
      }
      put(heap[child], place);
      place = child;
      child = 2 * place + 1;
    }
    put(order, place);
  }

  private void put(int order, int place) {
    heap[place] = order;
    details.setExpiryPlace(order, place);
  }

  private boolean before(int one, int other) {
    long difference = details.expiryNanos(one) - details.expiryNanos(other);
    return difference != 0
        ? difference < 0
        : arena.words[one + Arena.ID] < arena.words[other + Arena.ID];
  }

  /**
   * Rejects a restored state that is not a heap of the expiring orders.
   *
   * @param live order numbers
   * @param expiring number of expiring orders
   */
  void check(StateReader in, BitSet live, int expiring) {
    in.require(size == expiring, "as many orders that expire as counted");
    for (int place = 0; place < size; place++) {
      int order = heap[place];
      boolean fits =
          order > Arena.NIL
              && order % Arena.WORDS == 0
              && live.get(order >>> Arena.WORDS_SHIFT)
              && (arena.words[order + Arena.REFERENCE] & Arena.DETAILED) != 0
              && details.expiryPlace(order) == place
              && details.expiryNanos(order) != OrderTicket.NO_EXPIRY
              && (place == 0 || !before(order, heap[(place - 1) >>> 1]));
      in.require(fits, "orders in the order of their expiry");
    }
  }

  void clear() {
    size = 0;
  }

  void save(StateWriter out) {
    out.writeInt(size);
    out.writeInts(heap, 0, size);
  }

  void load(StateReader in) {
    size = in.readCount(Integer.BYTES);
    if (size > heap.length) {
      heap = new int[size];
    }
    in.readInts(heap, 0, size);
  }
}
