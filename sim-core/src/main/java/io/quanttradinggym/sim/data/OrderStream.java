package io.quanttradinggym.sim.data;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A recorded stream of limit orders and cancels for one instrument, decoded into arrays so that
 * replaying it measures the book alone.
 *
 * <p>The file: a 64-byte header (magic {@code LOBSTRM1}, version 1, record size 24, number of
 * records), then records of 24 bytes, little-endian: operation (0 add, 1 cancel), side (0 buy, 1
 * sell), two unused bytes, price in ticks, quantity, four unused bytes, order id. Plain, {@code
 * .gz} or {@code .xz}.
 */
public final class OrderStream {
  private static final String MAGIC = "LOBSTRM1";
  private static final int HEADER_BYTES = 64;
  private static final int RECORD_BYTES = 24;
  private static final int RECORDS_PER_READ = 1 << 12;

  /** Bytes per record, including growing arrays (factor 2) and the copied array. */
  private static final int BYTES_EACH = 48;

  private static final byte ADD = 0;
  private static final byte CANCEL = 1;

  private final int size;
  private byte[] operations = {};
  private byte[] sides = {};
  private int[] pricesTicks = {};
  private int[] quantitiesLots = {};
  private long[] orderIds = {};

  private OrderStream(int size) {
    this.size = size;
  }

  /** Grows with the bytes read, so that an invalid header costs no memory. */
  private void reserve(int records) {
    if (records > operations.length) {
      int capacity = (int) Math.min(size, Math.max(records, operations.length * 2L));
      operations = Arrays.copyOf(operations, capacity);
      sides = Arrays.copyOf(sides, capacity);
      pricesTicks = Arrays.copyOf(pricesTicks, capacity);
      quantitiesLots = Arrays.copyOf(quantitiesLots, capacity);
      orderIds = Arrays.copyOf(orderIds, capacity);
    }
  }

  /** Reads and checks a whole file. */
  public static OrderStream read(Path file) throws IOException {
    try (InputStream raw = DataFiles.open(file)) {
      return read(new NamedInput(file.toString(), raw));
    }
  }

  /** Reads and checks uncompressed bytes. */
  public static OrderStream read(NamedInput input) throws IOException {
    String name = input.name();
    DataInputStream in = new DataInputStream(input.bytes());
    OrderStream stream = new OrderStream(readHeader(name, in));
    ByteBuffer buffer =
        ByteBuffer.allocate(RECORDS_PER_READ * RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int record = 0;
    while (record < stream.size()) {
      int records = Math.min(RECORDS_PER_READ, stream.size() - record);
      readFully(name, in, buffer.array(), records * RECORD_BYTES);
      stream.reserve(record + records);
      for (int i = 0; i < records; i++) {
        stream.decode(name, buffer, i * RECORD_BYTES, record++);
      }
    }
    return stream;
  }

  private static int readHeader(String name, DataInputStream in) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(name, in, header.array(), HEADER_BYTES);
    String magic = new String(header.array(), 0, MAGIC.length(), StandardCharsets.ISO_8859_1);
    check(name, "magic", MAGIC.equals(magic), magic, MAGIC);
    check(name, "version", header.getInt(8) == 1, header.getInt(8), "1");
    int bytes = header.getInt(12);
    check(name, "record size", bytes == RECORD_BYTES, bytes, String.valueOf(RECORD_BYTES));
    long records = header.getLong(16);
    int most = RecordLimit.ofHeap(BYTES_EACH);
    check(name, "records", records >= 0 && records <= most, records, RecordLimit.allowed(most));
    return (int) records;
  }

  private static void readFully(String name, DataInputStream in, byte[] bytes, int length)
      throws IOException {
    try {
      in.readFully(bytes, 0, length);
    } catch (EOFException e) {
      throw new InvalidDataException(
          name, "length", "(a truncated file)", "the header and all records");
    }
  }

  private void decode(String name, ByteBuffer buffer, int at, int record) {
    String where = name + " record " + record;
    byte operation = buffer.get(at);
    byte side = buffer.get(at + 1);
    int price = buffer.getInt(at + 4);
    int quantity = buffer.getInt(at + 8);
    check(where, "operation", operation == ADD || operation == CANCEL, operation, "0 or 1");
    check(where, "side", side == 0 || side == 1, side, "0 or 1");
    if (operation == ADD) {
      String prices = "1 to " + OrderBook.MAX_PRICE_TICKS;
      check(where, "price", price >= 1 && price <= OrderBook.MAX_PRICE_TICKS, price, prices);
      check(where, "quantity", quantity >= 1, quantity, "at least 1");
    }
    operations[record] = operation;
    sides[record] = side;
    pricesTicks[record] = price;
    quantitiesLots[record] = quantity;
    orderIds[record] = buffer.getLong(at + 16);
  }

  private static void check(
      String where, String field, boolean valid, Object value, String allowed) {
    if (!valid) {
      throw new InvalidDataException(where, field, value, allowed);
    }
  }

  /** Number of records. */
  public int size() {
    return size;
  }

  public boolean isCancel(int record) {
    return operations[record] == CANCEL;
  }

  public Side side(int record) {
    return sides[record] == 0 ? Side.BUY : Side.SELL;
  }

  public int priceTicks(int record) {
    return pricesTicks[record];
  }

  public int quantityLots(int record) {
    return quantitiesLots[record];
  }

  public long orderId(int record) {
    return orderIds[record];
  }

  /**
   * Sends the records {@code from} (included) to {@code to} (excluded) to a book, all as one
   * participant's orders.
   */
  public void send(OrderBook book, int participant, int from, int to) {
    for (int i = from; i < to; i++) {
      if (operations[i] == CANCEL) {
        book.cancel(orderIds[i], participant);
      } else {
        book.submitLimit(
            orderIds[i], participant, side(i), pricesTicks[i], quantitiesLots[i], TimeInForce.GTC);
      }
    }
  }
}
