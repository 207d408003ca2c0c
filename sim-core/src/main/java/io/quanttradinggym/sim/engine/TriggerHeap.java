package io.quanttradinggym.sim.engine;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import io.quanttradinggym.sim.state.Stateful;
import java.util.Arrays;

/**
 * Waiting prices of one instrument and direction, the nearest first; of equal ones, the one that
 * came first. A four-ary heap; the two numbers of an entry, and all children of one, are neighbours
 * in memory. What was dropped stays where it is until it comes to the top, or until more than half
 * of the entries are of that kind: moving it out at once would touch memory far away for each step.
 * Allocation-free once it has reached its working size.
 */
final class TriggerHeap implements Stateful {
  private static final int INITIAL_CAPACITY = 16;
  private static final int FEW = 64;
  private static final int ARITY_SHIFT = 2;
  private static final int ARITY = 1 << ARITY_SHIFT;

  private final ConditionIndex index;
  private int size;
  private int dropped; // of the entries

  /** Key and condition of each entry, in turn. */
  private long[] entries = new long[2 * INITIAL_CAPACITY];

  /**
   * @param index knows which conditions still wait
   */
  TriggerHeap(ConditionIndex index) {
    this.index = index;
  }

  /** The smallest key; {@link Long#MAX_VALUE} where there is none. It may have been dropped. */
  long firstKey() {
    return size == 0 ? Long.MAX_VALUE : entries[0];
  }

  /** Takes the first out; {@link Conditions#NONE} where it was dropped before. */
  long takeFirst() {
    long condition = entries[1];
    boolean isWaiting = index.isWaiting(condition); // first: its memory is the furthest away
    size--;
    if (size > 0) {
      siftDown(0, entries[2 * size], entries[2 * size + 1]);
    }
    dropped -= isWaiting ? 0 : 1;
    return isWaiting ? condition : Conditions.NONE;
  }

  void add(long key, long condition) {
    if (2 * size == entries.length) {
      entries = Arrays.copyOf(entries, 4 * size);
    }
    siftUp(size++, key, condition);
  }

  /** One of the entries waits no longer. */
  void onDropped() {
    dropped++;
    if (size > FEW && 2 * dropped > size) {
      removeDropped();
    }
  }

  private void removeDropped() {
    int kept = 0;
    for (int position = 0; position < size; position++) {
      long condition = entries[2 * position + 1];
      if (index.isWaiting(condition)) {
        put(kept++, entries[2 * position], condition);
      }
    }
    size = kept;
    dropped = 0;
    for (int position = (size - 2) >> ARITY_SHIFT; position >= 0; position--) {
      siftDown(position, entries[2 * position], entries[2 * position + 1]);
    }
  }

  /** Later conditions have the larger numbers. */
  private boolean before(long key, long condition, int position) {
    long other = entries[2 * position];
    return key < other || (key == other && condition < entries[2 * position + 1]);
  }

  private void siftUp(int start, long key, long condition) {
    int position = start;
    while (position > 0) {
      int parent = (position - 1) >> ARITY_SHIFT;
      if (!before(key, condition, parent)) {
        break;
      }
      put(position, entries[2 * parent], entries[2 * parent + 1]);
      position = parent;
    }
    put(position, key, condition);
  }

  private void siftDown(int start, long key, long condition) {
    int position = start;
    while (true) {
      int first = (position << ARITY_SHIFT) + 1;
      if (first >= size) {
        break;
      }
      int least = first;
      int end = Math.min(first + ARITY, size);
      for (int child = first + 1; child < end; child++) {
        if (before(entries[2 * child], entries[2 * child + 1], least)) {
          least = child;
        }
      }
      if (before(key, condition, least)) {
        break;
      }
      put(position, entries[2 * least], entries[2 * least + 1]);
      position = least;
    }
    put(position, key, condition);
  }

  private void put(int position, long key, long condition) {
    entries[2 * position] = key;
    entries[2 * position + 1] = condition;
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(size);
    out.writeInt(dropped);
    out.writeLongs(entries, 0, 2 * size);
  }

  @Override
  public void load(StateReader in) {
    size = in.readInt();
    dropped = in.readInt();
    if (2 * size > entries.length) {
      entries = new long[2 * size];
    }
    in.readLongs(entries, 0, 2 * size);
  }
}
