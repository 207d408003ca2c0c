package io.quanttradinggym.sim.event;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.book.OrderTicket;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;

/**
 * Events ordered by time; events of equal time leave in the order of insertion. Allocation-free
 * once it has reached its working size. NOT thread safe.
 *
 * <p>Messages to the exchange arrive soon, and mostly in the order in which they were sent. They
 * wait in a line, sorted by arrival. All other events, and messages that would have to pass many
 * others, wait in a timing wheel. The next event is the first of the line or the first of the
 * wheel.
 */
public final class EventQueue extends EventRecords implements EventScheduler, Stateful {
  /** Checks a restored event. */
  @FunctionalInterface
  public interface Check {
    /** Rejects an event that cannot occur. */
    void check(StateReader in, EventQueue queue, int event);
  }

  /** A message that would pass more than this many others in the line is added to the wheel. */
  private static final int MAX_PASSED = 16;

  private static final int INITIAL_LINE = 32; // a power of two

  private final TimingWheel wheel = new TimingWheel(this);
  private int[] line = new int[INITIAL_LINE]; // a ring
  private int lineStart;
  private int lineSize;
  private long lineTime; // of the first message in the line
  private long wheelTime; // of the first event in the wheel

  /** An empty queue. */
  public EventQueue() {
    clear();
  }

  /** Number of events. */
  public int size() {
    return lineSize + wheel.size();
  }

  /** Time of the next event; {@link Long#MAX_VALUE} if there is none. */
  public long nextTimeNanos() {
    return Math.min(lineTime, wheelTime);
  }

  /** Adds a wake-up. */
  public void pushWake(long timeNanos, int participant) {
    schedule(timeNanos, EventKind.WAKE, participant, 0, 0);
  }

  /** Adds an event that reports a condition. */
  public void pushCondition(long timeNanos, int participant, long condition) {
    addToWheel(create(timeNanos, EventKind.CONDITION, participant, 0, 0, 0, condition, 0));
  }

  @Override
  public void schedule(long timeNanos, EventKind kind, int participant, int instrument, int code) {
    addToWheel(create(timeNanos, kind, participant, instrument, code, 0, 0, 0));
  }

  private void addToWheel(int event) {
    wheel.add(event);
    wheelTime = time(wheel.first());
  }

  /** Adds an order with instructions; copies the ticket. */
  public void pushTicket(long timeNanos, int participant, int instrument, OrderTicket ticket) {
    int event = create(timeNanos, EventKind.TICKET_ORDER, participant, instrument, 0, 0, 0, 0);
    ticketAt(event).set(ticket);
    addToLine(event, timeNanos);
  }

  /** Adds a message to the exchange. */
  public void pushMessage(
      long timeNanos,
      EventKind kind,
      int participant,
      int instrument,
      int flag,
      int priceTicks,
      long orderId,
      long quantityLots) {
    int event =
        create(timeNanos, kind, participant, instrument, flag, priceTicks, orderId, quantityLots);
    addToLine(event, timeNanos);
  }

  private void addToLine(int event, long timeNanos) {
    if (lineSize == line.length) {
      grow();
    }
    int mask = line.length - 1;
    int end = lineStart + lineSize;
    int at = end;
    int least = Math.max(lineStart, end - MAX_PASSED);
    while (at > least && time(line[(at - 1) & mask]) > timeNanos) {
      at--;
    }
    if (at == least && at > lineStart) {
      addToWheel(event);
      return;
    }
    for (int i = end; i > at; i--) {
      line[i & mask] = line[(i - 1) & mask];
    }
    line[at & mask] = event;
    lineSize++;
    lineTime = Math.min(lineTime, timeNanos);
  }

  private void grow() {
    int[] longer = new int[2 * line.length];
    for (int i = 0; i < lineSize; i++) {
      longer[i] = line[(lineStart + i) & (line.length - 1)];
    }
    line = longer;
    lineStart = 0;
  }

  /**
   * Reads all events, so that they are in the cache of the processor.
   *
   * @param participants reads a participant whose event is due; returns any number
   * @return a number that depends on all that was read
   */
  public long touch(IntToLongFunction participants, long fromNanos, long toNanos) {
    long sum = 0;
    for (int event = 0; event < end(); event = following(event)) {
      long time = time(event);
      if (time >= fromNanos && time <= toNanos) {
        sum += participants.applyAsLong(participant(event));
      }
    }
    return sum;
  }

  /** Removes the next event, which must exist. Its fields can be read until the next push. */
  public int pop() {
    if (lineTime < wheelTime
        || (lineTime == wheelTime && isBefore(line[lineStart], wheel.first()))) {
      int event = line[lineStart];
      lineStart = (lineStart + 1) & (line.length - 1);
      lineSize--;
      lineTime = lineSize == 0 ? Long.MAX_VALUE : time(line[lineStart]);
      discard(event);
      return event;
    }
    return popped(wheel.removeFirst());
  }

  private int popped(int event) {
    wheelTime = wheel.size() == 0 ? Long.MAX_VALUE : time(wheel.first());
    discard(event);
    return event;
  }

  /**
   * Removes the first wake-up of a selected participant at {@code timeNanos}, which is not after
   * the next event. Other events at the same time may precede it. Its fields can be read as after
   * {@link #pop}.
   *
   * @param wanted by participant: whether it is selected
   * @return its record, or {@link #NONE}
   */
  public int popWake(long timeNanos, boolean[] wanted) {
    if (wheelTime != timeNanos) {
      return NONE;
    }
    int event = wheel.removeWake(wanted);
    return event == NONE ? NONE : popped(event);
  }

  /**
   * Time of a participant's next wake-up; {@link Long#MAX_VALUE} if there is none. Scans all
   * events.
   */
  public long nextWakeNanos(int participant) {
    long[] next = {Long.MAX_VALUE};
    wheel.forEach(event -> {
      if (kind(event) == EventKind.WAKE && participant(event) == participant) {
        next[0] = Math.min(next[0], time(event));
      }
    });
    return next[0];
  }

  private void forEach(IntConsumer action) {
    for (int i = 0; i < lineSize; i++) {
      action.accept(line[(lineStart + i) & (line.length - 1)]);
    }
    wheel.forEach(action);
  }

  private void clear() {
    discardAll();
    wheel.clear();
    lineStart = 0;
    lineSize = 0;
    lineTime = Long.MAX_VALUE;
    wheelTime = Long.MAX_VALUE;
  }

  @Override
  public void save(StateWriter out) {
    saveSequence(out);
    out.writeInt(lineSize);
    for (int i = 0; i < lineSize; i++) {
      saveRecord(out, line[(lineStart + i) & (line.length - 1)]);
    }
    wheel.save(out);
  }

  @Override
  public void load(StateReader in) {
    clear();
    loadSequence(in);
    lineSize = in.readCount(savedBytes());
    while (line.length < lineSize) {
      line = Arrays.copyOf(line, 2 * line.length);
    }
    for (int i = 0; i < lineSize; i++) {
      line[i] = loadRecord(in);
      in.require(i == 0 || isBefore(line[i - 1], line[i]), "messages in the order of arrival");
    }
    wheel.load(in);
    lineTime = lineSize == 0 ? Long.MAX_VALUE : time(line[0]);
    wheelTime = wheel.size() == 0 ? Long.MAX_VALUE : time(wheel.first());
  }

  /**
   * Rejects events that cannot occur.
   *
   * @param nowNanos lower bound of event times
   * @param check rejects events by their other fields
   */
  public void check(StateReader in, long nowNanos, Check check) {
    wheel.check(in, nowNanos);
    forEach(event -> {
      in.require(time(event) >= nowNanos, "events that are to come");
      check.check(in, this, event);
    });
  }
}
