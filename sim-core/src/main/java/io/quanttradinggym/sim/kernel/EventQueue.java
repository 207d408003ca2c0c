package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.event.EventScheduler;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A four-ary heap of events ordered by (time, sequence): events of equal time leave in the order of
 * insertion. Events are stored in parallel arrays and identified by slots. Allocation-free once it
 * has reached its working size. NOT thread safe.
 */
final class EventQueue implements EventScheduler, Stateful {
  /** Absent slot or heap position. */
  static final int NONE = -1;

  private static final int ARITY_SHIFT = 2;
  private static final int ARITY = 1 << ARITY_SHIFT;
  private static final int INITIAL_CAPACITY = 256;

  private int size;
  private long nextSequence;
  private int freeSlots;
  private int lastSlot;
  private long[] times = new long[INITIAL_CAPACITY]; // by heap position
  private int[] slots = new int[INITIAL_CAPACITY]; // by heap position
  private int[] free = new int[INITIAL_CAPACITY]; // stack of unused slots
  private long[] sequences = new long[INITIAL_CAPACITY]; // by slot, like all arrays below
  private byte[] kinds = new byte[INITIAL_CAPACITY]; // ordinals
  private int[] participants = new int[INITIAL_CAPACITY];
  private int[] instruments = new int[INITIAL_CAPACITY];
  private int[] flags = new int[INITIAL_CAPACITY];
  private int[] prices = new int[INITIAL_CAPACITY];
  private long[] orderIds = new long[INITIAL_CAPACITY];
  private long[] quantities = new long[INITIAL_CAPACITY];

  /** By slot; allocated when a ticket is sent. */
  private @Nullable OrderTicket[] tickets = new OrderTicket[0];

  EventQueue() {
    clear();
  }

  int size() {
    return size;
  }

  /** Time of the next event; {@link Long#MAX_VALUE} if there is none. */
  long nextTimeNanos() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  void pushWake(long timeNanos, int participant) {
    push(timeNanos, EventKind.WAKE, participant, 0, 0, 0, 0, 0);
  }

  @Override
  public void schedule(long timeNanos, EventKind kind, int participant, int instrument, int code) {
    push(timeNanos, kind, participant, instrument, code, 0, 0, 0);
  }

  /** Adds an order with instructions; copies the ticket. */
  void pushTicket(long timeNanos, int participant, int instrument, OrderTicket ticket) {
    push(timeNanos, EventKind.TICKET_ORDER, participant, instrument, 0, 0, 0, 0);
    ticketAt(lastSlot).set(ticket);
  }

  private OrderTicket ticketAt(int slot) {
    if (slot >= tickets.length) {
      tickets = Arrays.copyOf(tickets, slots.length);
    }
    OrderTicket ticket = tickets[slot];
    if (ticket == null) {
      ticket = new OrderTicket();
      tickets[slot] = ticket;
    }
    return ticket;
  }

  void push(
      long timeNanos,
      EventKind kind,
      int participant,
      int instrument,
      int flag,
      int priceTicks,
      long orderId,
      long quantityLots) {
    if (freeSlots == 0) {
      grow();
    }
    int slot = free[--freeSlots];
    lastSlot = slot;
    sequences[slot] = nextSequence++;
    kinds[slot] = (byte) kind.ordinal();
    participants[slot] = participant;
    instruments[slot] = instrument;
    flags[slot] = flag;
    prices[slot] = priceTicks;
    orderIds[slot] = orderId;
    quantities[slot] = quantityLots;
    siftUp(size++, timeNanos, slot);
  }

  /** Removes the next event and returns its slot. Its fields can be read until the next push. */
  int pop() {
    return remove(0);
  }

  /**
   * Removes the first wake-up of a selected participant at {@code timeNanos}, which is not after
   * the next event. Other events at the same time may precede it. Its fields can be read as after
   * {@link #pop}.
   *
   * @param wanted by participant: whether it is selected
   * @return slot of the event, or {@link #NONE}
   */
  int popWake(long timeNanos, boolean[] wanted) {
    int position = findWake(0, timeNanos, wanted, NONE);
    return position == NONE ? NONE : remove(position);
  }

  /** Searches the events of the next time. They form a connected part at the top of the heap. */
  private int findWake(int position, long time, boolean[] wanted, int found) {
    if (position >= size || times[position] > time) {
      return found;
    }
    int slot = slots[position];
    int best = found;
    if (kind(slot) == EventKind.WAKE
        && wanted[participants[slot]]
        && (best == NONE || sequences[slot] < sequences[slots[best]])) {
      best = position;
    }
    int first = (position << ARITY_SHIFT) + 1;
    for (int child = first; child < first + ARITY; child++) {
      best = findWake(child, time, wanted, best);
    }
    return best;
  }

  /**
   * Time of a participant's next wake-up; {@link Long#MAX_VALUE} if there is none. Scans all
   * events.
   */
  long nextWakeNanos(int participant) {
    long next = Long.MAX_VALUE;
    for (int position = 0; position < size; position++) {
      int slot = slots[position];
      if (kind(slot) == EventKind.WAKE && participants[slot] == participant) {
        next = Math.min(next, times[position]);
      }
    }
    return next;
  }

  private int remove(int position) {
    int slot = slots[position];
    free[freeSlots++] = slot;
    size--;
    if (position < size) {
      long time = times[size];
      int last = slots[size];
      siftDown(liftFor(position, time, last), time, last);
    }
    return slot;
  }

  EventKind kind(int slot) {
    return EventKind.of(kinds[slot]);
  }

  int participant(int slot) {
    return participants[slot];
  }

  int instrument(int slot) {
    return instruments[slot];
  }

  int flag(int slot) {
    return flags[slot];
  }

  int priceTicks(int slot) {
    return prices[slot];
  }

  long orderId(int slot) {
    return orderIds[slot];
  }

  long quantityLots(int slot) {
    return quantities[slot];
  }

  OrderTicket ticket(int slot) {
    return Objects.requireNonNull(tickets[slot]);
  }

  /** Moves larger events down to make room for an event; returns the free position. */
  private int liftFor(int start, long time, int slot) {
    int position = start;
    while (position > 0) {
      int parent = (position - 1) >> ARITY_SHIFT;
      if (!before(time, slot, times[parent], slots[parent])) {
        break;
      }
      times[position] = times[parent];
      slots[position] = slots[parent];
      position = parent;
    }
    return position;
  }

  private void siftUp(int start, long time, int slot) {
    int position = start;
    while (position > 0) {
      int parent = (position - 1) >> ARITY_SHIFT;
      if (times[parent] <= time) {
        break; // an earlier event of equal time has the lower sequence
      }
      times[position] = times[parent];
      slots[position] = slots[parent];
      position = parent;
    }
    times[position] = time;
    slots[position] = slot;
  }

  private void siftDown(int start, long time, int slot) {
    int position = start;
    while (true) {
      int first = (position << ARITY_SHIFT) + 1;
      if (first >= size) {
        break;
      }
      int least = first + ARITY <= size ? leastOfFour(first) : leastIn(first, size);
      if (!before(times[least], slots[least], time, slot)) {
        break;
      }
      times[position] = times[least];
      slots[position] = slots[least];
      position = least;
    }
    times[position] = time;
    slots[position] = slot;
  }

  /**
   * The first of four siblings. Branches on their order would be mispredicted, so it is found by
   * arithmetic. Times are not negative, so differences do not overflow.
   */
  private int leastOfFour(int first) {
    long time0 = times[first];
    long time1 = times[first + 1];
    long time2 = times[first + 2];
    long time3 = times[first + 3];
    long leftTime = Math.min(time0, time1);
    long rightTime = Math.min(time2, time3);
    if (time0 == time1 || time2 == time3 || leftTime == rightTime) {
      return leastIn(first, first + ARITY);
    }
    int left = first + (int) ((time1 - time0) >>> (Long.SIZE - 1));
    int right = first + 2 + (int) ((time3 - time2) >>> (Long.SIZE - 1));
    return left + ((right - left) & (int) ((rightTime - leftTime) >> (Long.SIZE - 1)));
  }

  private int leastIn(int first, int end) {
    int least = first;
    for (int child = first + 1; child < end; child++) {
      if (before(times[child], slots[child], times[least], slots[least])) {
        least = child;
      }
    }
    return least;
  }

  private boolean before(long time, int slot, long otherTime, int otherSlot) {
    return time < otherTime || (time == otherTime && sequences[slot] < sequences[otherSlot]);
  }

  private void grow() {
    int old = slots.length;
    int capacity = old * 2;
    times = Arrays.copyOf(times, capacity);
    slots = Arrays.copyOf(slots, capacity);
    free = Arrays.copyOf(free, capacity);
    sequences = Arrays.copyOf(sequences, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    participants = Arrays.copyOf(participants, capacity);
    instruments = Arrays.copyOf(instruments, capacity);
    flags = Arrays.copyOf(flags, capacity);
    prices = Arrays.copyOf(prices, capacity);
    orderIds = Arrays.copyOf(orderIds, capacity);
    quantities = Arrays.copyOf(quantities, capacity);
    for (int slot = capacity - 1; slot >= old; slot--) {
      free[freeSlots++] = slot;
    }
  }

  private void clear() {
    size = 0;
    nextSequence = 0;
    freeSlots = 0;
    for (int slot = slots.length - 1; slot >= 0; slot--) {
      free[freeSlots++] = slot;
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(size);
    out.writeLong(nextSequence);
    out.writeLongs(times, 0, size);
    for (int position = 0; position < size; position++) {
      int slot = slots[position];
      out.writeLong(sequences[slot]);
      out.writeByte(kinds[slot]);
      out.writeInt(participants[slot]);
      out.writeInt(instruments[slot]);
      out.writeInt(flags[slot]);
      out.writeInt(prices[slot]);
      out.writeLong(orderIds[slot]);
      out.writeLong(quantities[slot]);
      if (kind(slot) == EventKind.TICKET_ORDER) {
        ticket(slot).save(out);
      }
    }
  }

  @Override
  public void load(StateReader in) {
    clear();
    int count = in.readCount(Long.BYTES);
    nextSequence = in.readLong(count, Times.MAX_NANOS);
    while (slots.length < count) {
      grow();
    }
    in.readLongs(times, 0, count, 0, Long.MAX_VALUE);
    for (int position = 0; position < count; position++) {
      int slot = free[--freeSlots];
      slots[position] = slot;
      sequences[slot] = in.readLong(0, nextSequence - 1);
      kinds[slot] = (byte) in.readIndexByte(EventKind.count());
      participants[slot] = in.readInt();
      instruments[slot] = in.readInt();
      flags[slot] = in.readInt();
      prices[slot] = in.readInt();
      orderIds[slot] = in.readLong();
      quantities[slot] = in.readLong();
      if (kind(slot) == EventKind.TICKET_ORDER) {
        ticketAt(slot).load(in);
      }
    }
    size = count;
  }

  /**
   * Rejects events that cannot occur.
   *
   * @param nowNanos lower bound of event times
   */
  void check(StateReader in, long nowNanos, EventChecks checks) {
    for (int position = 0; position < size; position++) {
      int slot = slots[position];
      in.require(times[position] >= nowNanos, "events that are to come");
      if (position > 0) {
        int parent = (position - 1) >> ARITY_SHIFT;
        in.require(before(times[parent], slots[parent], times[position], slot), "a heap of events");
      }
      checks.check(in, this, slot);
    }
  }
}
