package io.quanttradinggym.sim.data;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The messages of a LOBSTER file, read into arrays. Prices are ticks of one cent; the file's unit
 * is 1e-4 dollars.
 *
 * <p>Hidden executions may print between ticks: they are {@link #isOnGrid off the grid} and stay
 * off the book.
 */
public final class LobsterMessages {
  /** A new limit order. */
  public static final int SUBMISSION = 1;

  /** Part of an order is cancelled; the size is the removed quantity. */
  public static final int REDUCTION = 2;

  /** The rest of an order is cancelled. */
  public static final int DELETION = 3;

  /** A visible order is executed. */
  public static final int EXECUTION = 4;

  /** A hidden order is executed; the visible book does not change. */
  public static final int HIDDEN_EXECUTION = 5;

  private static final int TYPES = 7;
  private static final int FIELDS = 6;

  /** Bytes per message, including growing arrays (factor 1.5) and the copied array. */
  private static final int BYTES_EACH = 60;

  /** File price units (1e-4 dollars) per tick. */
  static final int UNITS_PER_TICK = 100;

  static final long MAX_PRICE_UNITS = (long) OrderBook.MAX_PRICE_TICKS * UNITS_PER_TICK;

  private int size;
  private long[] timesNanos = new long[1 << 12];
  private byte[] types = new byte[1 << 12];
  private long[] orderIds = new long[1 << 12];
  private int[] sizesLots = new int[1 << 12];
  private long[] pricesUnits = new long[1 << 12];
  private byte[] directions = new byte[1 << 12];

  private LobsterMessages() {}

  /**
   * Reads a message file, plain or {@code .gz}, or the message file inside a sample {@code .zip}.
   */
  public static LobsterMessages read(Path file) throws IOException {
    try (LobsterSource source = LobsterSource.open(file)) {
      return read(source.messages());
    }
  }

  static LobsterMessages read(CsvCursor csv) throws IOException {
    return read(csv, RecordLimit.ofHeap(BYTES_EACH));
  }

  /**
   * @param most largest number of messages that fit into memory
   */
  static LobsterMessages read(CsvCursor csv, int most) throws IOException {
    LobsterMessages messages = new LobsterMessages();
    while (csv.nextRow()) {
      if (messages.size == most) {
        throw new InvalidDataException(
            csv.where(), "rows", "(more than %d)".formatted(most), RecordLimit.allowed(most));
      }
      messages.add(csv);
    }
    if (messages.size == 0) {
      throw new InvalidDataException(csv.where(), "rows", 0, "at least one message");
    }
    return messages;
  }

  private void add(CsvCursor csv) {
    if (size == types.length) {
      grow();
    }
    int fields = csv.fieldCount();
    if (fields != FIELDS) {
      throw new InvalidDataException(csv.where(), "fields", fields, String.valueOf(FIELDS));
    }
    timesNanos[size] = csv.nextNanos("time");
    if (size > 0 && timesNanos[size] < timesNanos[size - 1]) {
      throw csv.invalid("time", "a time not before that of the previous line");
    }
    types[size] = (byte) csv.nextLong("type", 1, TYPES);
    orderIds[size] = csv.nextLong("order id", 0, Long.MAX_VALUE);
    sizesLots[size] = (int) csv.nextLong("size", 0, Integer.MAX_VALUE);
    addPriceAndDirection(csv);
    size++;
  }

  private void addPriceAndDirection(CsvCursor csv) {
    boolean visible = types[size] <= EXECUTION;
    long price = csv.nextLong("price");
    if (visible && (price < UNITS_PER_TICK || price > MAX_PRICE_UNITS)) {
      throw csv.invalid("price", UNITS_PER_TICK + " to " + MAX_PRICE_UNITS);
    }
    if (visible && price % UNITS_PER_TICK != 0) {
      throw csv.invalid("price", "a multiple of " + UNITS_PER_TICK + " for types 1 to 4");
    }
    pricesUnits[size] = price;
    directions[size] = (byte) csv.nextLong("direction", -1, 1);
    if (directions[size] == 0) {
      throw csv.invalid("direction", "1 or -1");
    }
  }

  private void grow() {
    int capacity = size + size / 2;
    timesNanos = Arrays.copyOf(timesNanos, capacity);
    types = Arrays.copyOf(types, capacity);
    orderIds = Arrays.copyOf(orderIds, capacity);
    sizesLots = Arrays.copyOf(sizesLots, capacity);
    pricesUnits = Arrays.copyOf(pricesUnits, capacity);
    directions = Arrays.copyOf(directions, capacity);
  }

  /** Number of messages. */
  public int size() {
    return size;
  }

  /** Time since midnight. */
  public long timeNanos(int message) {
    return timesNanos[message];
  }

  /** 1 to 7: see the constants; 6 is a cross trade, 7 a halt. */
  public int type(int message) {
    return types[message];
  }

  public long orderId(int message) {
    return orderIds[message];
  }

  public int sizeLots(int message) {
    return sizesLots[message];
  }

  /** The price rounded down to a tick. */
  public int priceTicks(int message) {
    return (int) (pricesUnits[message] / UNITS_PER_TICK);
  }

  /** Whether the price is a whole number of ticks. */
  public boolean isOnGrid(int message) {
    return pricesUnits[message] % UNITS_PER_TICK == 0;
  }

  /**
   * The side of the order that the message is about; for an execution that is the resting order.
   */
  public Side side(int message) {
    return directions[message] > 0 ? Side.BUY : Side.SELL;
  }
}
