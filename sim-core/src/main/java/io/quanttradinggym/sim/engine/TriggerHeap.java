package io.quanttradinggym.sim.engine;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import io.quanttradinggym.sim.state.Stateful;
import java.util.Arrays;

/**
 * Waiting prices of one instrument and direction, the nearest first; of equal ones, the one that
 * came first. A binary heap that knows where each of its entries is. Allocation-free once it has
 * reached its working size.
 */
final class TriggerHeap implements Stateful {
  private static final int INITIAL_CAPACITY = 16;

  private final Places places;
  private int size;
  private long[] keys = new long[INITIAL_CAPACITY];
  private long[] sequences = new long[INITIAL_CAPACITY];
  private int[] slots = new int[INITIAL_CAPACITY];

  /** Tells where the entries of slots are. */
  interface Places {
    void set(int slot, int position);
  }

  TriggerHeap(Places places) {
    this.places = places;
  }

  /** The smallest key; {@link Long#MAX_VALUE} where there is none. */
  long firstKey() {
    return size == 0 ? Long.MAX_VALUE : keys[0];
  }

  int firstSlot() {
    return slots[0];
  }

  void add(long key, long sequence, int slot) {
    if (size == keys.length) {
      int capacity = size * 2;
      keys = Arrays.copyOf(keys, capacity);
      sequences = Arrays.copyOf(sequences, capacity);
      slots = Arrays.copyOf(slots, capacity);
    }
    siftUp(size++, key, sequence, slot);
  }

  void removeAt(int position) {
    size--;
    if (position == size) {
      return;
    }
    long key = keys[size];
    long sequence = sequences[size];
    int slot = slots[size];
    int parent = (position - 1) >> 1;
    if (position > 0 && before(key, sequence, parent)) {
      siftUp(position, key, sequence, slot);
    } else {
      siftDown(position, key, sequence, slot);
    }
  }

  private boolean before(long key, long sequence, int position) {
    return key < keys[position] || (key == keys[position] && sequence < sequences[position]);
  }

  private void siftUp(int start, long key, long sequence, int slot) {
    int position = start;
    while (position > 0) {
      int parent = (position - 1) >> 1;
      if (!before(key, sequence, parent)) {
        break;
      }
      move(parent, position);
      position = parent;
    }
    put(position, key, sequence, slot);
  }

  private void siftDown(int start, long key, long sequence, int slot) {
    int position = start;
    while (2 * position + 1 < size) {
      int child = 2 * position + 1;
      if (child + 1 < size && before(keys[child + 1], sequences[child + 1], child)) {
        child++;
      }
      if (before(key, sequence, child)) {
        break;
      }
      move(child, position);
      position = child;
    }
    put(position, key, sequence, slot);
  }

  private void move(int from, int to) {
    put(to, keys[from], sequences[from], slots[from]);
  }

  private void put(int position, long key, long sequence, int slot) {
    keys[position] = key;
    sequences[position] = sequence;
    slots[position] = slot;
    places.set(slot, position);
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(size);
    out.writeLongs(keys, 0, size);
    out.writeLongs(sequences, 0, size);
    out.writeInts(slots, 0, size);
  }

  @Override
  public void load(StateReader in) {
    size = in.readInt();
    if (size > keys.length) {
      keys = new long[size];
      sequences = new long[size];
      slots = new int[size];
    }
    in.readLongs(keys, 0, size);
    in.readLongs(sequences, 0, size);
    in.readInts(slots, 0, size);
    for (int position = 0; position < size; position++) {
      places.set(slots[position], position);
    }
  }
}
