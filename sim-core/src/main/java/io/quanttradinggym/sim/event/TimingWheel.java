package io.quanttradinggym.sim.event;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Events ordered by time, then by insertion: a hierarchical timing wheel (Varghese and Lauck,
 * 1987). A level has 64 buckets, and each bucket of a level spans all buckets of the level below.
 * An event lies in the level of the highest digit in which its time differs from {@link #base}, a
 * time that no later event precedes. Therefore all events of a level precede those of the levels
 * above, and only the first bucket in use can hold the next event. When it is due, its events are
 * distributed to lower levels. Unlike in a heap, no operation searches for a place among the other
 * events, except among those within 16 microseconds.
 */
final class TimingWheel {
  private static final int NONE = EventRecords.NONE;
  private static final int LEVEL_BITS = 6;
  private static final int BUCKETS = 1 << LEVEL_BITS; // of a level, as bits of a word
  private static final int FINEST_BITS = 14; // a bucket of the lowest level spans 16 microseconds
  private static final int LEVELS = 9; // up to Long.MAX_VALUE

  private final EventRecords events;
  private int size;

  /** At most the current time. */
  private long base;

  /** The next event, or {@link #NONE}. */
  private int first = NONE;

  /** Levels with events, as bits. */
  private int levels;

  /** By level: buckets with events, as bits. */
  private final long[] occupied = new long[LEVELS];

  /**
   * By level and bucket: the last record of a circle. The first record has the least time, and
   * events of equal time are in the order of insertion. In the lowest level, all are in order.
   */
  private final int[] tails = new int[LEVELS * BUCKETS];

  TimingWheel(EventRecords events) {
    this.events = events;
  }

  int size() {
    return size;
  }

  /** The next event; {@link EventRecords#NONE} if there is none. */
  int first() {
    return first;
  }

  /** Adds an event that does not precede the last event that was removed. */
  void add(int event) {
    long time = events.time(event);
    place(event, time);
    if (size++ == 0 || time < events.time(first)) {
      first = event;
    }
  }

  private void place(int event, long time) {
    long apart = (time ^ base) >>> FINEST_BITS;
    int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(apart)) / LEVEL_BITS;
    int bucket = (int) (time >>> (FINEST_BITS + level * LEVEL_BITS)) & (BUCKETS - 1);
    int at = level * BUCKETS + bucket;
    long bit = 1L << bucket;
    if ((occupied[level] & bit) == 0) {
      occupied[level] |= bit;
      levels |= 1 << level;
      tails[at] = event;
      events.link(event, event);
    } else {
      insert(event, time, level, at);
    }
  }

  private void insert(int event, long time, int level, int at) {
    int tail = tails[at];
    int head = events.next(tail);
    int before = tail;
    if (level == 0 && time < events.time(tail)) {
      while (events.time(events.next(before)) <= time) {
        before = events.next(before);
      }
    } else if (time >= events.time(head)) {
      tails[at] = event;
    }
    events.link(event, events.next(before));
    events.link(before, event);
  }

  /** Removes the next event; there must be one. */
  int removeFirst() {
    int level = Integer.numberOfTrailingZeros(levels);
    int bucket = Long.numberOfTrailingZeros(occupied[level]);
    int tail = tails[level * BUCKETS + bucket];
    if (tail == first) {
      base = events.time(tail);
      vacate(level, bucket);
      size--;
      first = findFirst();
      return tail;
    }
    if (level > 0) {
      distribute(level, bucket, tail);
      bucket = Long.numberOfTrailingZeros(occupied[0]);
      tail = tails[bucket];
    }
    return removeAfter(tail, bucket);
  }

  /** Distributes the events of the first bucket to lower levels. */
  private void distribute(int level, int bucket, int tail) {
    vacate(level, bucket);
    base = events.time(first);
    int event = first;
    while (event != tail) {
      int following = events.next(event);
      place(event, events.time(event));
      event = following;
    }
    place(tail, events.time(tail));
  }

  private void vacate(int level, int bucket) {
    occupied[level] ^= 1L << bucket;
    if (occupied[level] == 0) {
      levels ^= 1 << level;
    }
  }

  /** Removes the record after another one in a bucket of the lowest level. */
  private int removeAfter(int before, int bucket) {
    int event = events.next(before);
    if (event == before) {
      vacate(0, bucket);
    } else {
      events.link(before, events.next(event));
      if (tails[bucket] == event) {
        tails[bucket] = before;
      }
    }
    size--;
    first = findFirst();
    return event;
  }

  private int findFirst() {
    if (levels == 0) {
      return NONE;
    }
    int level = Integer.numberOfTrailingZeros(levels);
    int bucket = Long.numberOfTrailingZeros(occupied[level]);
    return events.next(tails[level * BUCKETS + bucket]);
  }

  /**
   * Removes the first wake-up of a selected participant at the next time.
   *
   * @param wanted by participant: whether it is selected
   * @return its record, or {@link EventRecords#NONE}
   */
  int removeWake(boolean[] wanted) {
    if (size == 0) {
      return NONE;
    }
    int level = Integer.numberOfTrailingZeros(levels);
    int bucket = Long.numberOfTrailingZeros(occupied[level]);
    if (level > 0) {
      distribute(level, bucket, tails[level * BUCKETS + bucket]);
      bucket = Long.numberOfTrailingZeros(occupied[0]);
    }
    long time = events.time(first);
    int tail = tails[bucket];
    int before = tail;
    do {
      int event = events.next(before);
      if (events.time(event) != time) {
        return NONE;
      }
      if (events.kind(event) == EventKind.WAKE && wanted[events.participant(event)]) {
        return removeAfter(before, bucket);
      }
      before = event;
    } while (before != tail);
    return NONE;
  }

  /** Visits all events, bucket by bucket. */
  void forEach(IntConsumer action) {
    for (int level = 0; level < LEVELS; level++) {
      for (long left = occupied[level]; left != 0; left &= left - 1) {
        int tail = tails[level * BUCKETS + Long.numberOfTrailingZeros(left)];
        int event = tail;
        do {
          event = events.next(event);
          action.accept(event);
        } while (event != tail);
      }
    }
  }

  void clear() {
    size = 0;
    base = 0;
    first = NONE;
    levels = 0;
    Arrays.fill(occupied, 0);
  }

  /** Writes the events bucket by bucket, so that {@link #load} finds them in their order. */
  void save(StateWriter out) {
    out.writeInt(size);
    out.writeLong(base);
    forEach(event -> events.saveRecord(out, event));
  }

  void load(StateReader in) {
    clear();
    int count = in.readCount(EventRecords.savedBytes());
    base = in.readLong(0, Long.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      int event = events.loadRecord(in);
      in.require(events.time(event) >= base, "events that are to come");
      add(event);
    }
  }

  /**
   * Rejects a restored state that would place new events wrongly.
   *
   * @param nowNanos lower bound of the times of new events
   */
  void check(StateReader in, long nowNanos) {
    in.require(base <= nowNanos, "a queue of the events to come");
  }
}
