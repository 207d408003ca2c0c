package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
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
  private int capacity = INITIAL_CAPACITY;

  // Arrays only grow: a state of fewer orders uses their beginnings, so that resets cost nothing.
  private Table table = new Table(INITIAL_CAPACITY);
  private Table spare = new Table(0);

  private static final class Table {
    final long[] ids; // 0 = free
    final long[] signedLots; // remaining; negative = sell
    final int[] prices;
    final int[] owners;
    final int[] instruments;

    Table(int capacity) {
      ids = new long[capacity];
      signedLots = new long[capacity];
      prices = new int[capacity];
      owners = new int[capacity];
      instruments = new int[capacity];
    }

    void move(int from, Table other, int to) {
      other.ids[to] = ids[from];
      other.signedLots[to] = signedLots[from];
      other.prices[to] = prices[from];
      other.owners[to] = owners[from];
      other.instruments[to] = instruments[from];
    }
  }

  private int home(long id) {
    return (int) ((id * MIX) >>> 32) & (capacity - 1);
  }

  /** The order's slot until the next change, or {@link #NONE}. */
  public int find(long id) {
    int slot = search(id);
    return table.ids[slot] == id ? slot : NONE;
  }

  /** Where the order is, or the free slot where it would be. */
  private int search(long id) {
    int slot = home(id);
    while (table.ids[slot] != 0 && table.ids[slot] != id) {
      slot = (slot + 1) & (capacity - 1);
    }
    return slot;
  }

  public void add(long id, int owner, int instrument, long lots, int priceTicks) {
    if (size * 2 >= capacity) {
      grow();
    }
    int slot = search(id);
    table.ids[slot] = id;
    table.owners[slot] = owner;
    table.instruments[slot] = instrument;
    table.signedLots[slot] = lots;
    table.prices[slot] = priceTicks;
    size++;
  }

  public void remove(int slot) {
    int mask = capacity - 1;
    int gap = slot;
    int next = (gap + 1) & mask;
    while (table.ids[next] != 0) {
      int distance = (next - home(table.ids[next])) & mask;
      if (distance >= ((next - gap) & mask)) {
        table.move(next, table, gap);
        gap = next;
      }
      next = (next + 1) & mask;
    }
    table.ids[gap] = 0;
    size--;
  }

  private void grow() {
    Table old = table;
    int count = capacity;
    use(count * 2);
    for (int slot = 0; slot < count; slot++) {
      if (old.ids[slot] != 0) {
        old.move(slot, table, search(old.ids[slot]));
      }
    }
  }

  /** Goes on with the other table, empty. */
  private void use(int wanted) {
    Table other = spare.ids.length >= wanted ? spare : new Table(wanted);
    Arrays.fill(other.ids, 0, wanted, 0);
    spare = table;
    table = other;
    capacity = wanted;
  }

  public int owner(int slot) {
    return table.owners[slot];
  }

  public int instrument(int slot) {
    return table.instruments[slot];
  }

  /** What remains of it; negative for a sell order. */
  public long signedLots(int slot) {
    return table.signedLots[slot];
  }

  public int priceTicks(int slot) {
    return table.prices[slot];
  }

  public void set(int slot, long lots, int priceTicks) {
    table.signedLots[slot] = lots;
    table.prices[slot] = priceTicks;
  }

  /** The ids of all orders of an owner, ascending: to be used rarely. */
  public long[] of(int owner) {
    long[] found = new long[size];
    int count = 0;
    for (int slot = 0; slot < capacity; slot++) {
      if (table.ids[slot] != 0 && table.owners[slot] == owner) {
        found[count++] = table.ids[slot];
      }
    }
    long[] sorted = Arrays.copyOf(found, count);
    Arrays.sort(sorted);
    return sorted;
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(capacity);
    for (int slot = 0; slot < capacity; slot++) {
      out.writeLong(table.ids[slot]);
      if (table.ids[slot] != 0) {
        out.writeInt(table.owners[slot]);
        out.writeInt(table.instruments[slot]);
        out.writeLong(table.signedLots[slot]);
        out.writeInt(table.prices[slot]);
      }
    }
  }

  @Override
  public void load(StateReader in) {
    capacity = in.readCount(Long.BYTES);
    if (table.ids.length < capacity) {
      table = new Table(capacity);
    }
    size = 0;
    for (int slot = 0; slot < capacity; slot++) {
      table.ids[slot] = in.readLong();
      if (table.ids[slot] != 0) {
        table.owners[slot] = in.readInt();
        table.instruments[slot] = in.readInt();
        table.signedLots[slot] = in.readLong();
        table.prices[slot] = in.readInt();
        size++;
      }
    }
  }
}
