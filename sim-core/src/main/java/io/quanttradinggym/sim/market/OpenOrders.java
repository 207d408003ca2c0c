package io.quanttradinggym.sim.market;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import io.quanttradinggym.sim.state.Stateful;
import java.util.Arrays;

/**
 * What account checks need to know of live orders, by order id: an open-addressing table whose
 * removals close the gap. Allocation-free once it has reached its working size.
 */
public final class OpenOrders implements Stateful {
  /** In the place of a slot: there is no such order. */
  public static final int NONE = -1;

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int INITIAL_CAPACITY = 256;

  private int size;
  private long[] ids = new long[INITIAL_CAPACITY]; // 0 = free
  private long[] signedLots = new long[INITIAL_CAPACITY]; // remaining; negative = sell
  private int[] prices = new int[INITIAL_CAPACITY];
  private int[] owners = new int[INITIAL_CAPACITY];
  private int[] instruments = new int[INITIAL_CAPACITY];

  private int home(long id) {
    return (int) ((id * MIX) >>> 32) & (ids.length - 1);
  }

  /** The order's slot until the next change, or {@link #NONE}. */
  public int find(long id) {
    int slot = home(id);
    while (ids[slot] != 0) {
      if (ids[slot] == id) {
        return slot;
      }
      slot = (slot + 1) & (ids.length - 1);
    }
    return NONE;
  }

  public void add(long id, int owner, int instrument, long lots, int priceTicks) {
    if (size * 2 >= ids.length) {
      grow();
    }
    int slot = home(id);
    while (ids[slot] != 0) {
      slot = (slot + 1) & (ids.length - 1);
    }
    ids[slot] = id;
    owners[slot] = owner;
    instruments[slot] = instrument;
    signedLots[slot] = lots;
    prices[slot] = priceTicks;
    size++;
  }

  public void remove(int slot) {
    int mask = ids.length - 1;
    int gap = slot;
    int next = (gap + 1) & mask;
    while (ids[next] != 0) {
      int distance = (next - home(ids[next])) & mask;
      if (distance >= ((next - gap) & mask)) {
        move(next, gap);
        gap = next;
      }
      next = (next + 1) & mask;
    }
    ids[gap] = 0;
    size--;
  }

  private void move(int from, int to) {
    ids[to] = ids[from];
    owners[to] = owners[from];
    instruments[to] = instruments[from];
    signedLots[to] = signedLots[from];
    prices[to] = prices[from];
  }

  private void grow() {
    long[] oldIds = ids;
    long[] oldLots = signedLots;
    int[] oldPrices = prices;
    int[] oldOwners = owners;
    int[] oldInstruments = instruments;
    int capacity = oldIds.length * 2;
    ids = new long[capacity];
    signedLots = new long[capacity];
    prices = new int[capacity];
    owners = new int[capacity];
    instruments = new int[capacity];
    size = 0;
    for (int i = 0; i < oldIds.length; i++) {
      if (oldIds[i] != 0) {
        add(oldIds[i], oldOwners[i], oldInstruments[i], oldLots[i], oldPrices[i]);
      }
    }
  }

  public int size() {
    return size;
  }

  public int owner(int slot) {
    return owners[slot];
  }

  public int instrument(int slot) {
    return instruments[slot];
  }

  /** What remains of it; negative for a sell order. */
  public long signedLots(int slot) {
    return signedLots[slot];
  }

  public int priceTicks(int slot) {
    return prices[slot];
  }

  public void set(int slot, long lots, int priceTicks) {
    signedLots[slot] = lots;
    prices[slot] = priceTicks;
  }

  /** The ids of all orders of an owner, ascending: to be used rarely. */
  public long[] of(int owner) {
    long[] found = new long[size];
    int count = 0;
    for (int slot = 0; slot < ids.length; slot++) {
      if (ids[slot] != 0 && owners[slot] == owner) {
        found[count++] = ids[slot];
      }
    }
    long[] sorted = Arrays.copyOf(found, count);
    Arrays.sort(sorted);
    return sorted;
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(ids.length);
    for (int slot = 0; slot < ids.length; slot++) {
      out.writeLong(ids[slot]);
      if (ids[slot] != 0) {
        out.writeInt(owners[slot]);
        out.writeInt(instruments[slot]);
        out.writeLong(signedLots[slot]);
        out.writeInt(prices[slot]);
      }
    }
  }

  @Override
  public void load(StateReader in) {
    int capacity = in.readCount(Long.BYTES);
    if (capacity != ids.length) {
      ids = new long[capacity];
      signedLots = new long[capacity];
      prices = new int[capacity];
      owners = new int[capacity];
      instruments = new int[capacity];
    }
    size = 0;
    for (int slot = 0; slot < capacity; slot++) {
      ids[slot] = in.readLong();
      if (ids[slot] != 0) {
        owners[slot] = in.readInt();
        instruments[slot] = in.readInt();
        signedLots[slot] = in.readLong();
        prices[slot] = in.readInt();
        size++;
      }
    }
  }
}
