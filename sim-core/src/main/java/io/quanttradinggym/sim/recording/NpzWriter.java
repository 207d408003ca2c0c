package io.quanttradinggym.sim.recording;

import io.quanttradinggym.base.collection.LongList;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes named one-dimensional arrays as a file for {@code numpy.load}. */
final class NpzWriter implements AutoCloseable {
  private static final int HEADER_ALIGNMENT = 64;
  private static final int PREFIX_BYTES = 10; // magic string, version and header length
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private final ZipOutputStream zip;

  NpzWriter(Path path) {
    try {
      OutputStream file = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
      zip = new ZipOutputStream(file);
      zip.setLevel(Deflater.BEST_SPEED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String name, long[] values, int count) {
    ByteBuffer body = begin(count * Long.BYTES);
    body.asLongBuffer().put(values, 0, count);
    write(name, "<i8", count, body);
  }

  void write(String name, LongList values) {
    write(name, values.toArray(), values.size());
  }

  void write(String name, double[] values, int count) {
    ByteBuffer body = begin(count * Double.BYTES);
    body.asDoubleBuffer().put(values, 0, count);
    write(name, "<f8", count, body);
  }

  private static ByteBuffer begin(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(String name, String type, int count, ByteBuffer body) {
    byte[] bytes = new byte[body.capacity()];
    body.get(0, bytes);
    try {
      zip.putNextEntry(new ZipEntry(name + ".npy"));
      zip.write(header(type, count));
      zip.write(bytes);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] header(String type, int count) {
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d,), }".formatted(type, count);
    int unpadded = PREFIX_BYTES + text.length() + 1;
    int padding = (HEADER_ALIGNMENT - unpadded % HEADER_ALIGNMENT) % HEADER_ALIGNMENT;
    byte[] line = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(PREFIX_BYTES + line.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) line.length)
        .put(line)
        .array();
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
