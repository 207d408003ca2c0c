package io.quanttradinggym.sim.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes lines of numbers and short texts to a file without allocating objects. */
final class AsciiWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST = 32;

  private final OutputStream file;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] digits = new byte[LONGEST];
  private int used;
  private boolean lineBegun;

  AsciiWriter(Path path) {
    try {
      file = Files.newOutputStream(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a field. */
  AsciiWriter field(long number) {
    separate();
    digits(number, 1);
    return this;
  }

  /** Writes the field {@code units} / 10^{@code decimals} with all decimals. */
  AsciiWriter decimal(long units, int decimals) {
    separate();
    long scale = scale(decimals);
    if (units < 0) {
      put((byte) '-');
    }
    digits(Math.abs(units / scale), 1);
    put((byte) '.');
    digits(Math.abs(units % scale), decimals);
    return this;
  }

  /** Writes a value rounded half up to {@code decimals}, with all decimals. */
  AsciiWriter rounded(double value, int decimals) {
    return decimal(Math.round(value * scale(decimals)), decimals);
  }

  private static long scale(int decimals) {
    long scale = 1;
    for (int i = 0; i < decimals; i++) {
      scale *= 10;
    }
    return scale;
  }

  /** Writes a text field without quoting. */
  AsciiWriter field(String text) {
    separate();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (byte b : bytes) {
      put(b);
    }
    return this;
  }

  /** Writes a text field, quoted if necessary. */
  AsciiWriter name(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return field(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
  }

  void endLine() {
    put((byte) '\n');
    lineBegun = false;
  }

  /** Flushes all data to the operating system. */
  void flush() {
    try {
      file.write(buffer, 0, used);
      used = 0;
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void separate() {
    if (lineBegun) {
      put((byte) ',');
    }
    lineBegun = true;
  }

  private void digits(long number, int atLeast) {
    if (number < 0) {
      put((byte) '-');
    }
    int count = 0;
    long rest = number;
    do {
      digits[count++] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    } while (rest != 0);
    while (count < atLeast) {
      digits[count++] = '0';
    }
    while (count > 0) {
      put(digits[--count]);
    }
  }

  private void put(byte b) {
    if (used == buffer.length) {
      flush();
    }
    buffer[used++] = b;
  }

  @Override
  public void close() {
    flush();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
