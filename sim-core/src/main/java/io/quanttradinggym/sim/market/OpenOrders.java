package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.collection.Long2IntMap;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import java.util.Arrays;

/**
 * What account checks need to know of live orders, by order id. The rows are dense: the last one
 * takes the place of a removed one. Allocation-free once it has reached its working size.
 */
public final class OpenOrders implements Stateful {
  /** In the place of a row: there is no such order. */
  public static final int NONE = -1;

  private static final int INITIAL_CAPACITY = 128;

  private final Long2IntMap rows = new Long2IntMap(NONE);
  private int size;
  private long[] ids = new long[INITIAL_CAPACITY];
  private long[] signedLots = new long[INITIAL_CAPACITY]; // remaining; negative = sell
  private int[] prices = new int[INITIAL_CAPACITY];
  private int[] owners = new int[INITIAL_CAPACITY];
  private int[] instruments = new int[INITIAL_CAPACITY];

  /** The order's row until the next removal, or {@link #NONE}. */
  public int find(long id) {
    return rows.get(id);
  }

  public void add(long id, int owner, int instrument, long lots, int priceTicks) {
    if (size == ids.length) {
      grow(2 * size);
    }
    ids[size] = id;
    owners[size] = owner;
    instruments[size] = instrument;
    set(size, lots, priceTicks);
    rows.put(id, size++);
  }

  private void grow(int capacity) {
    ids = Arrays.copyOf(ids, capacity);
    signedLots = Arrays.copyOf(signedLots, capacity);
    prices = Arrays.copyOf(prices, capacity);
    owners = Arrays.copyOf(owners, capacity);
    instruments = Arrays.copyOf(instruments, capacity);
  }

  public void remove(int row) {
    rows.remove(ids[row]);
    size--;
    if (row != size) {
      ids[row] = ids[size];
      owners[row] = owners[size];
      instruments[row] = instruments[size];
      set(row, signedLots[size], prices[size]);
      rows.put(ids[row], row);
    }
  }

  public int owner(int row) {
    return owners[row];
  }

  public int instrument(int row) {
    return instruments[row];
  }

  /** What remains of it; negative for a sell order. */
  public long signedLots(int row) {
    return signedLots[row];
  }

  public int priceTicks(int row) {
    return prices[row];
  }

  public void set(int row, long lots, int priceTicks) {
    signedLots[row] = lots;
    prices[row] = priceTicks;
  }

  /** The ids of all orders of an owner, ascending: to be used rarely. */
  public long[] of(int owner) {
    long[] found = new long[size];
    int count = 0;
    for (int row = 0; row < size; row++) {
      if (owners[row] == owner) {
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
    out.writeInts(owners, 0, size);
    out.writeInts(instruments, 0, size);
  }

  @Override
  public void load(StateReader in) {
    size = in.readCount(Long.BYTES);
    if (ids.length < size) {
      grow(size);
    }
    in.readLongs(ids, 0, size);
    in.readLongs(signedLots, 0, size);
    in.readInts(prices, 0, size);
    in.readInts(owners, 0, size);
    in.readInts(instruments, 0, size);
    rows.clear();
    for (int row = 0; row < size; row++) {
      rows.put(ids[row], row);
    }
  }
}
