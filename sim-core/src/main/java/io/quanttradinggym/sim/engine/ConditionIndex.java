package io.quanttradinggym.sim.engine;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import io.quanttradinggym.sim.state.Stateful;
import java.util.Arrays;

/**
 * All prices that agents wait for. Looking whether any is reached costs one comparison for each
 * direction; adding, dropping and reaching one costs O(log n). Allocation-free once it has reached
 * its working size.
 */
final class ConditionIndex implements Stateful {
  private static final int INITIAL_CAPACITY = 64;
  private static final int ABOVE = 0;
  private static final int BELOW = 1;
  private static final int DIRECTIONS = 2;

  private final EventQueue queue;
  private final TriggerHeap[] heaps; // (instruments, DIRECTIONS)
  private int slotCount;
  private int freeCount;
  private long nextSequence = 1;
  private int[] free = new int[INITIAL_CAPACITY]; // stack of slots given back
  private long[] conditions = new long[INITIAL_CAPACITY]; // by slot; NONE where it is free
  private int[] owners = new int[INITIAL_CAPACITY]; // by slot
  private int[] heapOf = new int[INITIAL_CAPACITY]; // by slot
  private int[] positions = new int[INITIAL_CAPACITY]; // by slot

  ConditionIndex(int instruments, EventQueue queue) {
    this.queue = queue;
    heaps = new TriggerHeap[instruments * DIRECTIONS];
    for (int i = 0; i < heaps.length; i++) {
      heaps[i] = new TriggerHeap((slot, position) -> positions[slot] = position);
    }
  }

  /** Twice the price, as twice the mid is compared with it, where smaller keys are nearer. */
  long addAbove(int owner, int instrument, double priceTicks) {
    return add(owner, instrument * DIRECTIONS + ABOVE, (long) Math.ceil(2 * priceTicks));
  }

  long addBelow(int owner, int instrument, double priceTicks) {
    return add(owner, instrument * DIRECTIONS + BELOW, -(long) Math.floor(2 * priceTicks));
  }

  private long add(int owner, int heap, long key) {
    int slot = freeCount > 0 ? free[--freeCount] : newSlot();
    long condition = nextSequence++ << Integer.SIZE | slot;
    conditions[slot] = condition;
    owners[slot] = owner;
    heapOf[slot] = heap;
    heaps[heap].add(key, condition, slot);
    return condition;
  }

  private int newSlot() {
    if (slotCount == conditions.length) {
      int capacity = slotCount * 2;
      free = Arrays.copyOf(free, capacity);
      conditions = Arrays.copyOf(conditions, capacity);
      owners = Arrays.copyOf(owners, capacity);
      heapOf = Arrays.copyOf(heapOf, capacity);
      positions = Arrays.copyOf(positions, capacity);
    }
    return slotCount++;
  }

  boolean drop(long condition) {
    int slot = (int) condition;
    if (condition == Conditions.NONE || slot >= slotCount || conditions[slot] != condition) {
      return false;
    }
    release(slot);
    return true;
  }

  private void release(int slot) {
    heaps[heapOf[slot]].removeAt(positions[slot]);
    conditions[slot] = Conditions.NONE;
    free[freeCount++] = slot;
  }

  /** Wakes, now, everybody whose price the mid has reached. */
  void onMid(int instrument, long doubleMidTicks, long timeNanos) {
    wake(heaps[instrument * DIRECTIONS + ABOVE], doubleMidTicks, timeNanos);
    wake(heaps[instrument * DIRECTIONS + BELOW], -doubleMidTicks, timeNanos);
  }

  private void wake(TriggerHeap heap, long reached, long timeNanos) {
    while (heap.firstKey() <= reached) {
      int slot = heap.firstSlot();
      queue.push(timeNanos, EventQueue.CONDITION, owners[slot], 0, 0, 0, conditions[slot], 0);
      release(slot);
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(slotCount);
    out.writeInt(freeCount);
    out.writeLong(nextSequence);
    out.writeInts(free, 0, freeCount);
    out.writeLongs(conditions, 0, slotCount);
    out.writeInts(owners, 0, slotCount);
    out.writeInts(heapOf, 0, slotCount);
    for (TriggerHeap heap : heaps) {
      heap.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    slotCount = 0;
    int count = in.readInt();
    while (slotCount < count) {
      newSlot();
    }
    freeCount = in.readInt();
    nextSequence = in.readLong();
    in.readInts(free, 0, freeCount);
    in.readLongs(conditions, 0, slotCount);
    in.readInts(owners, 0, slotCount);
    in.readInts(heapOf, 0, slotCount);
    for (TriggerHeap heap : heaps) {
      heap.load(in);
    }
  }
}
