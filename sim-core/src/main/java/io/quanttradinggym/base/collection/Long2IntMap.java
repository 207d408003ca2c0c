package io.quanttradinggym.base.collection;

import java.util.Arrays;

/**
 * A map from longs other than 0 to ints: open addressing with linear probing, at most half full. A
 * removal closes the gap. Every operation is O(1) on average. NOT thread safe.
 */
public final class Long2IntMap {
  private static final int INITIAL_CAPACITY = 256;
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
  private static final long FREE = 0;

  private final int missingValue;
  private long[] slots; // (capacity, 2): a key and its value share a cache line
  private int mask; // capacity - 1
  private int size;

  /**
   * @param missingValue result of {@link #get} for a key that is not in the map
   */
  public Long2IntMap(int missingValue) {
    this.missingValue = missingValue;
    slots = new long[0];
    allocate(INITIAL_CAPACITY);
  }

  private void allocate(int capacity) {
    slots = new long[2 * capacity];
    mask = capacity - 1;
    clear();
  }

  public int size() {
    return size;
  }

  public void clear() {
    Arrays.fill(slots, FREE);
    for (int slot = 0; slot < slots.length; slot += 2) {
      slots[slot + 1] = missingValue;
    }
    size = 0;
  }

  /** The value of a key, or the missing value. */
  public int get(long key) {
    return (int) slots[find(key) + 1];
  }

  /** Slot of the key, or the free slot for its insertion. */
  private int find(long key) {
    int slot = home(key);
    while (slots[slot] != FREE && slots[slot] != key) {
      slot = next(slot);
    }
    return slot;
  }

  private int home(long key) {
    return ((int) ((key * GOLDEN) >>> 32) & mask) << 1;
  }

  private int next(int slot) {
    return (slot + 2) & (2 * mask + 1);
  }

  /** Sets the value of a key, which must not be 0. */
  public void put(long key, int value) {
    if (key == FREE) {
      throw new IllegalArgumentException("key: got 0, expected any other long");
    }
    int slot = find(key);
    if (slots[slot] == FREE) {
      if (2 * (size + 1) > mask) {
        grow();
        slot = find(key);
      }
      slots[slot] = key;
      size++;
    }
    slots[slot + 1] = value;
  }

  private void grow() {
    long[] old = slots;
    allocate(2 * (mask + 1));
    for (int slot = 0; slot < old.length; slot += 2) {
      if (old[slot] != FREE) {
        int place = find(old[slot]);
        slots[place] = old[slot];
        slots[place + 1] = old[slot + 1];
        size++;
      }
    }
  }

  /** Removes a key; returns its value, or the missing value. */
  public int remove(long key) {
    int slot = find(key);
    int value = (int) slots[slot + 1];
    if (slots[slot] != FREE) {
      close(slot);
      size--;
    }
    return value;
  }

  /** Frees a slot, and moves back the keys that were pushed beyond it. */
  private void close(int freed) {
    int gap = freed;
    for (int slot = next(gap); slots[slot] != FREE; slot = next(slot)) {
      int distance = (slot - home(slots[slot])) & (2 * mask + 1);
      if (distance >= ((slot - gap) & (2 * mask + 1))) {
        slots[gap] = slots[slot];
        slots[gap + 1] = slots[slot + 1];
        gap = slot;
      }
    }
    slots[gap] = FREE;
    slots[gap + 1] = missingValue;
  }
}
