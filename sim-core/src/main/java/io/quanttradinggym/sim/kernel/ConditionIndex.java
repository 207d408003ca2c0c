package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.event.EventQueue;
import java.util.Arrays;

/**
 * Prices that agents wait for. A check for reached prices costs one comparison for each direction;
 * adding, removing and reaching a price cost O(log n). A condition id is a running number with its
 * slot in the low half. Allocation-free once it has reached its working size.
 */
final class ConditionIndex implements Stateful {
  private static final int INITIAL_CAPACITY = 64;
  private static final int ABOVE = 0;
  private static final int BELOW = 1;
  private static final int DIRECTIONS = 2;

  // The words of a slot are adjacent in memory.
  private static final int CONDITION = 0; // NONE for a free slot
  private static final int PARTICIPANT = 1; // the high half holds the heap
  private static final int WORDS = 2;

  private final EventQueue queue;
  private final TriggerHeap[] heaps; // (instruments, DIRECTIONS)
  private int slotCount;
  private int freeCount;
  private long nextSequence = 1;
  private int[] free = new int[INITIAL_CAPACITY]; // stack of free slots
  private long[] slots = new long[WORDS * INITIAL_CAPACITY];

  ConditionIndex(int instruments, EventQueue queue) {
    this.queue = queue;
    heaps = new TriggerHeap[instruments * DIRECTIONS];
    for (int i = 0; i < heaps.length; i++) {
      heaps[i] = new TriggerHeap(this);
    }
  }

  /** Keys are twice the price, for comparison with twice the mid; smaller keys are nearer. */
  long addAbove(int participant, int instrument, double priceTicks) {
    return add(participant, instrument * DIRECTIONS + ABOVE, (long) Math.ceil(2 * priceTicks));
  }

  long addBelow(int participant, int instrument, double priceTicks) {
    return add(participant, instrument * DIRECTIONS + BELOW, -(long) Math.floor(2 * priceTicks));
  }

  private long add(int participant, int heap, long key) {
    int slot = freeCount > 0 ? free[--freeCount] : newSlot();
    long condition = nextSequence++ << Integer.SIZE | slot;
    int at = WORDS * slot;
    slots[at + CONDITION] = condition;
    slots[at + PARTICIPANT] = (long) heap << Integer.SIZE | participant;
    heaps[heap].add(key, condition);
    return condition;
  }

  private int newSlot() {
    if (slotCount == free.length) {
      free = Arrays.copyOf(free, slotCount * 2);
      slots = Arrays.copyOf(slots, slots.length * 2);
    }
    return slotCount++;
  }

  /** Whether the condition has neither held nor been removed. */
  boolean isWaiting(long condition) {
    return slots[WORDS * (int) condition + CONDITION] == condition;
  }

  /** Whether the id refers to an existing slot, in use or free. */
  boolean isSlot(long condition) {
    int slot = (int) condition;
    return slot >= 0 && slot < slotCount;
  }

  boolean drop(long condition) {
    int slot = (int) condition;
    if (condition == Conditions.NONE || !isSlot(condition) || !isWaiting(condition)) {
      return false;
    }
    release(slot);
    heaps[(int) (slots[WORDS * slot + PARTICIPANT] >>> Integer.SIZE)].onDropped();
    return true;
  }

  private void release(int slot) {
    slots[WORDS * slot + CONDITION] = Conditions.NONE;
    free[freeCount++] = slot;
  }

  /** Schedules an immediate event for each agent whose price the mid has reached. */
  void onMid(int instrument, long doubleMidTicks, long timeNanos) {
    wake(heaps[instrument * DIRECTIONS + ABOVE], doubleMidTicks, timeNanos);
    wake(heaps[instrument * DIRECTIONS + BELOW], -doubleMidTicks, timeNanos);
  }

  private void wake(TriggerHeap heap, long reached, long timeNanos) {
    while (heap.firstKey() <= reached) {
      long condition = heap.takeFirst();
      if (condition != Conditions.NONE) {
        int slot = (int) condition;
        int participant = (int) slots[WORDS * slot + PARTICIPANT];
        queue.pushCondition(timeNanos, participant, condition);
        release(slot);
      }
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(slotCount);
    out.writeInt(freeCount);
    out.writeLong(nextSequence);
    out.writeInts(free, 0, freeCount);
    out.writeLongs(slots, 0, WORDS * slotCount);
    for (TriggerHeap heap : heaps) {
      heap.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    slotCount = 0;
    int count = in.readCount(WORDS * Long.BYTES);
    while (slotCount < count) {
      newSlot();
    }
    freeCount = in.readInt(0, slotCount);
    nextSequence = in.readLong(1, Integer.MAX_VALUE);
    in.readInts(free, 0, freeCount, 0, slotCount - 1);
    in.readLongs(slots, 0, WORDS * slotCount);
    for (TriggerHeap heap : heaps) {
      heap.load(in);
    }
  }

  /**
   * Rejects a state with inconsistent slots.
   *
   * @param participants number of participants
   */
  void check(StateReader in, int participants) {
    boolean[] isFree = new boolean[slotCount];
    for (int i = 0; i < freeCount; i++) {
      in.require(!isFree[free[i]], "each free slot once");
      isFree[free[i]] = true;
    }
    for (int slot = 0; slot < slotCount; slot++) {
      long condition = slots[WORDS * slot + CONDITION];
      long use = slots[WORDS * slot + PARTICIPANT];
      boolean fits =
          isFree[slot]
              ? condition == Conditions.NONE
              : (int) condition == slot
                  && condition >>> Integer.SIZE < nextSequence
                  && condition != Conditions.NONE;
      in.require(fits, "conditions in their slots");
      in.require(
          (int) use >= 0 && (int) use < participants && use >>> Integer.SIZE < heaps.length,
          "conditions of participants");
    }
    in.require(waiting() == slotCount - freeCount, "as many waiting prices as conditions");
  }

  private int waiting() {
    int waiting = 0;
    for (TriggerHeap heap : heaps) {
      waiting += heap.waiting();
    }
    return waiting;
  }
}
