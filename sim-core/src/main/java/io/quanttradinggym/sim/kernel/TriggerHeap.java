package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import java.util.Arrays;

/**
 * Waiting prices of one instrument and direction, nearest first; ties in order of arrival. A
 * limited number of near entries is in a four-ary heap that fits into the processor's cache. All
 * other entries are stored behind it without order until they become near. A removed entry stays
 * until a scan finds it, because searching for it would touch distant memory. Allocation-free once
 * it has reached its working size.
 */
final class TriggerHeap implements Stateful {
  private static final int INITIAL_CAPACITY = 16;
  private static final int ARITY_SHIFT = 2;
  private static final int ARITY = 1 << ARITY_SHIFT;

  /** Number of entries that are always near. */
  private static final int FEW = 1_024;

  private static final int FEW_DROPPED = 64;

  /** Sample size for the estimate of the limit below which about {@link #FEW} entries lie. */
  private static final int SAMPLE = 64;

  private static final int NEAR_OF_SAMPLE = 4;

  private final ConditionIndex index;
  private final long[] sample = new long[SAMPLE];
  private int size;
  private int farSize;
  private int dropped; // number of all entries
  private int mostNear = FEW; // number of near entries that triggers a new selection
  private long limit = Long.MAX_VALUE; // largest key of a near entry

  /** Key and condition of each entry, alternating. */
  private long[] entries = new long[2 * INITIAL_CAPACITY];

  private long[] far = new long[2 * INITIAL_CAPACITY]; // same layout as entries

  /**
   * @param index knows which conditions are waiting
   */
  TriggerHeap(ConditionIndex index) {
    this.index = index;
  }

  /** Smallest key; {@link Long#MAX_VALUE} if there is none. Its condition may have been removed. */
  long firstKey() {
    return size == 0 ? Long.MAX_VALUE : entries[0];
  }

  /**
   * Removes the first entry; returns {@link Conditions#NONE} if its condition was removed before.
   */
  long takeFirst() {
    long condition = entries[1];
    boolean isWaiting = index.isWaiting(condition); // first, because its memory is most distant
    size--;
    dropped -= isWaiting ? 0 : 1;
    if (size > 0) {
      siftDown(0, entries[2 * size], entries[2 * size + 1]);
    } else {
      sortOut();
    }
    return isWaiting ? condition : Conditions.NONE;
  }

  void add(long key, long condition) {
    if (key > limit) {
      addFar(key, condition);
      return;
    }
    if (2 * size == entries.length) {
      entries = Arrays.copyOf(entries, 4 * size);
    }
    siftUp(size++, key, condition);
    if (size > mostNear) {
      sortOut();
    }
  }

  private void addFar(long key, long condition) {
    if (2 * farSize == far.length) {
      far = Arrays.copyOf(far, 4 * farSize);
    }
    far[2 * farSize] = key;
    far[2 * farSize++ + 1] = condition;
  }

  /** Number of entries that were not dropped. */
  int waiting() {
    return size + farSize - dropped;
  }

  /** Records that the condition of one entry was removed. */
  void onDropped() {
    dropped++;
    if (dropped > FEW_DROPPED && 2 * dropped > size + farSize) {
      sortOut();
    }
  }

  /** Selects the near entries again; takes linear time and happens rarely. */
  private void sortOut() {
    for (int position = 0; position < size; position++) {
      addFar(entries[2 * position], entries[2 * position + 1]);
    }
    int all = farSize;
    limit = all <= FEW ? Long.MAX_VALUE : lowKey();
    size = 0;
    farSize = 0;
    dropped = 0;
    for (int i = 0; i < all; i++) {
      sort(far[2 * i], far[2 * i + 1]);
    }
    for (int position = (size - 2) >> ARITY_SHIFT; position >= 0; position--) {
      siftDown(position, entries[2 * position], entries[2 * position + 1]);
    }
    if (size == 0 && farSize > 0) {
      sortOut(); // all near entries had been removed
    }
    mostNear =
        Math.max(
            FEW + farSize / 4,
            2 * size); // entries with equal keys are all near, whatever their number
  }

  private void sort(long key, long condition) {
    if (!index.isWaiting(condition)) {
      return;
    }
    if (key > limit) {
      addFar(key, condition);
      return;
    }
    if (2 * size == entries.length) {
      entries = Arrays.copyOf(entries, 4 * size);
    }
    put(size++, key, condition);
  }

  /** A key that a small fraction of the far entries do not exceed. */
  private long lowKey() {
    for (int i = 0; i < SAMPLE; i++) {
      sample[i] = far[2 * (int) ((long) i * farSize / SAMPLE)];
    }
    Arrays.sort(sample);
    return sample[NEAR_OF_SAMPLE - 1];
  }

  /** Whether an entry precedes another; ties go to the smaller condition number. */
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
    out.writeInt(farSize);
    out.writeInt(dropped);
    out.writeInt(mostNear);
    out.writeLong(limit);
    out.writeLongs(entries, 0, 2 * size);
    out.writeLongs(far, 0, 2 * farSize);
  }

  @Override
  public void load(StateReader in) {
    size = in.readCount(2 * Long.BYTES);
    farSize = in.readCount(2 * Long.BYTES);
    dropped = in.readInt(0, size + farSize);
    mostNear = in.readInt(FEW, Integer.MAX_VALUE);
    limit = in.readLong();
    if (2 * size > entries.length) {
      entries = new long[2 * size];
    }
    if (2 * farSize > far.length) {
      far = new long[2 * farSize];
    }
    in.readLongs(entries, 0, 2 * size);
    in.readLongs(far, 0, 2 * farSize);
    if (in.isForgeable()) {
      check(in);
    }
  }

  private void check(StateReader in) {
    in.require(size > 0 || farSize == 0, "near prices before far ones");
    int gone = 0;
    for (int i = 0; i < size + farSize; i++) {
      long[] of = i < size ? entries : far;
      int at = 2 * (i < size ? i : i - size);
      in.require(index.isSlot(of[at + 1]), "the number of a condition");
      gone += index.isWaiting(of[at + 1]) ? 0 : 1;
      in.require(i < size ? of[at] <= limit : of[at] > limit, "prices on their side of the limit");
    }
    for (int position = 1; position < size; position++) {
      int parent = (position - 1) >> ARITY_SHIFT;
      in.require(
          before(entries[2 * parent], entries[2 * parent + 1], position), "a heap of prices");
    }
    in.require(gone == dropped, "as many dropped prices as counted");
  }
}
