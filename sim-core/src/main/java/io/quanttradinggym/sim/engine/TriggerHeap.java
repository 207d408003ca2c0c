package io.quanttradinggym.sim.engine;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import io.quanttradinggym.sim.state.Stateful;
import java.util.Arrays;

/**
 * Waiting prices of one instrument and direction, the nearest first; of equal ones, the one that
 * came first. A four-ary heap whose entries know where they are; the two numbers of an entry, and
 * all children of one, are neighbours in memory. Allocation-free once it has reached its working
 * size.
 */
final class TriggerHeap implements Stateful {
  private static final int INITIAL_CAPACITY = 16;
  private static final int ARITY_SHIFT = 2;
  private static final int ARITY = 1 << ARITY_SHIFT;

  private final ConditionIndex index;
  private int size;

  /** Key and condition of each entry, in turn. */
  private long[] entries = new long[2 * INITIAL_CAPACITY];

  /**
   * @param index is told where entries go
   */
  TriggerHeap(ConditionIndex index) {
    this.index = index;
  }

  /** The smallest key; {@link Long#MAX_VALUE} where there is none. */
  long firstKey() {
    return size == 0 ? Long.MAX_VALUE : entries[0];
  }

  long firstCondition() {
    return entries[1];
  }

  void add(long key, long condition) {
    if (2 * size == entries.length) {
      entries = Arrays.copyOf(entries, 4 * size);
    }
    siftUp(size++, key, condition);
  }

  void removeAt(int position) {
    size--;
    if (position == size) {
      return;
    }
    long key = entries[2 * size];
    long condition = entries[2 * size + 1];
    int parent = (position - 1) >> ARITY_SHIFT;
    if (position > 0 && before(key, condition, parent)) {
      siftUp(position, key, condition);
    } else {
      siftDown(position, key, condition);
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
    index.moved(condition, position);
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(size);
    out.writeLongs(entries, 0, 2 * size);
  }

  @Override
  public void load(StateReader in) {
    size = in.readInt();
    if (2 * size > entries.length) {
      entries = new long[2 * size];
    }
    in.readLongs(entries, 0, 2 * size);
    for (int position = 0; position < size; position++) {
      index.moved(entries[2 * position + 1], position);
    }
  }
}
