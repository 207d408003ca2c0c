package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.base.collection.Long2IntMap;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.book.OrderBook;
import java.util.Arrays;

/**
 * The live orders that create exposure, by order id. The rows are dense: the last row moves to the
 * place of a removed row. Allocation-free once it has reached its working size.
 */
final class ExposureOrders implements Stateful {
  /** Row of an unknown order. */
  static final int NONE = -1;

  private static final int INITIAL_CAPACITY = 128;
  private static final long MAX_LOTS = OrderBook.MAX_QUANTITY_LOTS;

  private final Long2IntMap rows = new Long2IntMap(NONE);
  private int size;
  private long[] ids = new long[INITIAL_CAPACITY];
  private long[] signedLots = new long[INITIAL_CAPACITY]; // remaining; negative = sell
  private int[] prices = new int[INITIAL_CAPACITY];
  private int[] participants = new int[INITIAL_CAPACITY];
  private int[] instruments = new int[INITIAL_CAPACITY];

  int size() {
    return size;
  }

  long id(int row) {
    return ids[row];
  }

  /** The order's row until the next removal, or {@link #NONE}. */
  int find(long id) {
    return rows.get(id);
  }

  void add(long id, int participant, int instrument, long lots, int priceTicks) {
    if (size == ids.length) {
      grow(2 * size);
    }
    ids[size] = id;
    participants[size] = participant;
    instruments[size] = instrument;
    set(size, lots, priceTicks);
    rows.put(id, size++);
  }

  private void grow(int capacity) {
    ids = Arrays.copyOf(ids, capacity);
    signedLots = Arrays.copyOf(signedLots, capacity);
    prices = Arrays.copyOf(prices, capacity);
    participants = Arrays.copyOf(participants, capacity);
    instruments = Arrays.copyOf(instruments, capacity);
  }

  void remove(int row) {
    rows.remove(ids[row]);
    size--;
    if (row != size) {
      ids[row] = ids[size];
      participants[row] = participants[size];
      instruments[row] = instruments[size];
      set(row, signedLots[size], prices[size]);
      rows.put(ids[row], row);
    }
  }

  int participant(int row) {
    return participants[row];
  }

  int instrument(int row) {
    return instruments[row];
  }

  /** Remaining quantity; negative for a sell order. */
  long signedLots(int row) {
    return signedLots[row];
  }

  int priceTicks(int row) {
    return prices[row];
  }

  void set(int row, long lots, int priceTicks) {
    signedLots[row] = lots;
    prices[row] = priceTicks;
  }

  /** Ids of all orders of a participant, ascending. Slow; use rarely. */
  long[] of(int participant) {
    long[] found = new long[size];
    int count = 0;
    for (int row = 0; row < size; row++) {
      if (participants[row] == participant) {
        found[count++] = ids[row];
      }
    }
    long[] sorted = Arrays.copyOf(found, count);
    Arrays.sort(sorted);
    return sorted;
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(size);
    out.writeLongs(ids, 0, size);
    out.writeLongs(signedLots, 0, size);
    out.writeInts(prices, 0, size);
    out.writeInts(participants, 0, size);
    out.writeInts(instruments, 0, size);
  }

  @Override
  public void load(StateReader in) {
    size = in.readCount(2 * Long.BYTES + 3 * Integer.BYTES);
    if (ids.length < size) {
      grow(size);
    }
    in.readLongs(ids, 0, size);
    in.readLongs(signedLots, 0, size, -MAX_LOTS, MAX_LOTS);
    in.readInts(prices, 0, size, 0, OrderBook.MAX_PRICE_TICKS);
    in.readInts(participants, 0, size);
    in.readInts(instruments, 0, size);
    rows.clear();
    for (int row = 0; row < size; row++) {
      in.require(ids[row] != 0, "order ids");
      rows.put(ids[row], row);
    }
    in.require(rows.size() == size, "each order once");
  }
}
