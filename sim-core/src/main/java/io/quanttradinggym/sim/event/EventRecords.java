package io.quanttradinggym.sim.event;

import io.quanttradinggym.base.collection.IntPair;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.book.OrderTicket;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The events of a queue. An event is a record of adjacent words, which a processor loads together.
 * Records are identified by their offsets. Allocation-free once it has reached its working size.
 */
class EventRecords {
  /** Absent record. */
  public static final int NONE = -1;

  // The words of a record.
  private static final int TIME = 0;
  private static final int SEQUENCE = 1;
  private static final int ORDER_ID = 2;
  private static final int QUANTITY = 3;
  private static final int ADDRESS = 4; // participant and instrument
  private static final int TERMS = 5; // price and flag
  private static final int LINK = 6; // kind and next record
  private static final int WORDS = 7;
  private static final int INITIAL_CAPACITY = 64;

  private long[] words = new long[INITIAL_CAPACITY * WORDS];
  private int used; // words of records that have ever been in use
  private int free = NONE; // record out of use, linked to the next
  private long nextSequence;

  /** By record number; allocated when a ticket is sent. */
  private @Nullable OrderTicket[] tickets = new OrderTicket[0];

  /** Creates a record. Records are numbered in the order of their creation. */
  final int create(
      long timeNanos,
      EventKind kind,
      int participant,
      int instrument,
      int flag,
      int priceTicks,
      long orderId,
      long quantityLots) {
    int event = take();
    long[] all = words;
    all[event + TIME] = timeNanos;
    all[event + SEQUENCE] = nextSequence++;
    all[event + ORDER_ID] = orderId;
    all[event + QUANTITY] = quantityLots;
    all[event + ADDRESS] = IntPair.of(participant, instrument);
    all[event + TERMS] = IntPair.of(priceTicks, flag);
    all[event + LINK] = IntPair.of(kind.ordinal(), 0);
    return event;
  }

  private int take() {
    int event = free;
    if (event != NONE) {
      free = next(event);
      return event;
    }
    event = used;
    used += WORDS;
    if (used > words.length) {
      words = Arrays.copyOf(words, words.length * 2);
    }
    return event;
  }

  /** The end of all records that have ever been in use, in their order in memory. */
  final int end() {
    return used;
  }

  /** The record after another one in memory, which may have been discarded. */
  final int following(int event) {
    return event + WORDS;
  }

  /** Discards a record. Its fields can be read until the next record is created. */
  final void discard(int event) {
    link(event, free);
    free = event;
  }

  /** Discards all records. */
  final void discardAll() {
    used = 0;
    free = NONE;
    nextSequence = 0;
  }

  final OrderTicket ticketAt(int event) {
    int number = event / WORDS;
    if (number >= tickets.length) {
      tickets = Arrays.copyOf(tickets, words.length / WORDS);
    }
    OrderTicket ticket = tickets[number];
    if (ticket == null) {
      ticket = new OrderTicket();
      tickets[number] = ticket;
    }
    return ticket;
  }

  /** The record that follows in a list. */
  final int next(int event) {
    return IntPair.low(words[event + LINK]);
  }

  final void link(int event, int next) {
    words[event + LINK] = IntPair.of(IntPair.high(words[event + LINK]), next);
  }

  /** Whether an event precedes another one: by time, then by creation. */
  final boolean isBefore(int event, int other) {
    long time = time(event);
    long otherTime = time(other);
    return time < otherTime || (time == otherTime && sequence(event) < sequence(other));
  }

  final long time(int event) {
    return words[event + TIME];
  }

  private long sequence(int event) {
    return words[event + SEQUENCE];
  }

  /** Kind of an event. */
  public final EventKind kind(int event) {
    return EventKind.of(IntPair.high(words[event + LINK]));
  }

  /** Receiver or sender of an event. */
  public final int participant(int event) {
    return IntPair.high(words[event + ADDRESS]);
  }

  /** Instrument of an event. */
  public final int instrument(int event) {
    return IntPair.low(words[event + ADDRESS]);
  }

  /** Flag or code of an event. */
  public final int flag(int event) {
    return IntPair.low(words[event + TERMS]);
  }

  /** Price of an event, in ticks. */
  public final int priceTicks(int event) {
    return IntPair.high(words[event + TERMS]);
  }

  /** Order of an event. */
  public final long orderId(int event) {
    return words[event + ORDER_ID];
  }

  /** Quantity of an event, in lots. */
  public final long quantityLots(int event) {
    return words[event + QUANTITY];
  }

  /** Ticket of an event that has one. */
  public final OrderTicket ticket(int event) {
    return Objects.requireNonNull(tickets[event / WORDS]);
  }

  final void saveSequence(StateWriter out) {
    out.writeLong(nextSequence);
  }

  final void loadSequence(StateReader in) {
    nextSequence = in.readLong(0, Times.MAX_NANOS);
  }

  final void saveRecord(StateWriter out, int event) {
    out.writeLongs(words, event, LINK);
    out.writeByte(kind(event).ordinal());
    if (kind(event) == EventKind.TICKET_ORDER) {
      ticket(event).save(out);
    }
  }

  /** Creates a saved record. */
  final int loadRecord(StateReader in) {
    int event = take();
    in.readLongs(words, event, LINK);
    in.require(time(event) >= 0, "times of events");
    in.require(sequence(event) >= 0 && sequence(event) < nextSequence, "numbers of events");
    words[event + LINK] = IntPair.of(in.readIndexByte(EventKind.count()), 0);
    if (kind(event) == EventKind.TICKET_ORDER) {
      ticketAt(event).load(in);
    }
    return event;
  }

  /** Bytes of a saved record without a ticket. */
  static int savedBytes() {
    return LINK * Long.BYTES + 1;
  }
}
