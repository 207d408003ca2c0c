package io.quanttradinggym.sim.data;

import io.quanttradinggym.base.unit.Units;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Iterates over the numeric fields of a comma-separated file without an allocation per field. */
final class CsvCursor implements AutoCloseable {
  private static final int MAX_DIGITS = 18;
  private static final int NANO_DIGITS = 9;
  private static final long MAX_SECONDS = Long.MAX_VALUE / Units.NANOS_PER_SECOND - 1;
  private static final int MAX_ROW_BYTES = 1 << 24;

  private final String name;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;

  private byte[] row = new byte[1 << 10];
  private int rowLength;
  private int start;
  private int end;
  private long line;

  /**
   * @param name name of the file in errors
   */
  CsvCursor(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /** Moves to the next row; false at the end of the file. */
  boolean nextRow() throws IOException {
    rowLength = 0;
    end = -1;
    int b = read();
    if (b < 0) {
      return false;
    }
    line++;
    while (b >= 0 && b != '\n') {
      if (b != '\r') {
        append((byte) b);
      }
      b = read();
    }
    return true;
  }

  private int read() throws IOException {
    if (position == limit) {
      limit = in.read(buffer, 0, buffer.length);
      position = 0;
      if (limit <= 0) {
        limit = 0;
        return -1;
      }
    }
    return buffer[position++];
  }

  private void append(byte b) {
    if (rowLength == row.length) {
      if (rowLength == MAX_ROW_BYTES) {
        throw new InvalidDataException(where(), "row", "(a longer row)", "at most 16 MiB");
      }
      row = Arrays.copyOf(row, rowLength * 2);
    }
    row[rowLength++] = b;
  }

  long line() {
    return line;
  }

  /** Number of fields of this row. */
  int fieldCount() {
    int count = 1;
    for (int i = 0; i < rowLength; i++) {
      if (row[i] == ',') {
        count++;
      }
    }
    return count;
  }

  /** The next field as a whole number. */
  long nextLong(String field) {
    nextField(field);
    boolean negative = end > start && row[start] == '-';
    return negative ? -digits(field, start + 1, end) : digits(field, start, end);
  }

  /** The next field as a whole number within bounds. */
  long nextLong(String field, long min, long max) {
    long value = nextLong(field);
    if (value < min || value > max) {
      throw invalid(field, min + " to " + max);
    }
    return value;
  }

  /**
   * The next field, given in seconds, converted to nanoseconds without floating-point arithmetic.
   * Decimals beyond the ninth, which occur in some converted files, are rounded.
   */
  long nextNanos(String field) {
    nextField(field);
    int point = start;
    while (point < end && row[point] != '.') {
      point++;
    }
    long seconds = digits(field, start, point);
    if (seconds > MAX_SECONDS) {
      throw invalid(field, "0 to " + MAX_SECONDS);
    }
    long nanos = seconds * Units.NANOS_PER_SECOND;
    if (point == end) {
      return nanos;
    }
    int ninth = Math.min(end, point + 1 + NANO_DIGITS);
    long fraction = digits(field, point + 1, ninth);
    for (int i = ninth - point - 1; i < NANO_DIGITS; i++) {
      fraction *= 10;
    }
    if (ninth < end) {
      digits(field, ninth, end);
      fraction += row[ninth] >= '5' ? 1 : 0;
    }
    return nanos + fraction;
  }

  private void nextField(String field) {
    start = end + 1;
    if (start > rowLength) {
      throw new InvalidDataException(where(), field, InvalidDataException.MISSING, "a number");
    }
    end = start;
    while (end < rowLength && row[end] != ',') {
      end++;
    }
  }

  private long digits(String field, int from, int to) {
    if (from >= to || to - from > MAX_DIGITS) {
      throw invalid(field, "a number");
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = row[i] - '0';
      if (digit < 0 || digit > 9) {
        throw invalid(field, "a number");
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** An error about the last field read. */
  InvalidDataException invalid(String field, String allowed) {
    String value = new String(row, start, end - start, StandardCharsets.UTF_8);
    return new InvalidDataException(
        where(), field, value.isEmpty() ? "(an empty field)" : value, allowed);
  }

  String where() {
    return name + " line " + line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
