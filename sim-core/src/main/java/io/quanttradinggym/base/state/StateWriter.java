package io.quanttradinggym.base.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * A growable little-endian byte sink. A reused writer allocates nothing once its buffer is large
 * enough. NOT thread safe.
 */
public final class StateWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int INITIAL_BYTES = 1 << 12;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int size;

  /** Discards the content and keeps the buffer. */
  public void clear() {
    size = 0;
  }

  /** Number of bytes written. */
  public int size() {
    return size;
  }

  /** A copy of the content. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** The live buffer, of which the first {@link #size} bytes are valid until the next write. */
  public byte[] buffer() {
    return bytes;
  }

  public void writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  public void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  public void writeInt(int value) {
    reserve(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
  }

  /** Overwrites an int at {@code offset} bytes from the start. */
  public void overwriteInt(int offset, int value) {
    Objects.checkFromIndexSize(offset, Integer.BYTES, size);
    INT.set(bytes, offset, value);
  }

  public void writeLong(long value) {
    reserve(Long.BYTES);
    LONG.set(bytes, size, value);
    size += Long.BYTES;
  }

  public void writeFloat(float value) {
    writeInt(Float.floatToRawIntBits(value));
  }

  public void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
  }

  public void writeInts(int[] values, int offset, int length) {
    reserve(length * Integer.BYTES);
    for (int i = 0; i < length; i++) {
      INT.set(bytes, size + i * Integer.BYTES, values[offset + i]);
    }
    size += length * Integer.BYTES;
  }

  public void writeLongs(long[] values, int offset, int length) {
    reserve(length * Long.BYTES);
    for (int i = 0; i < length; i++) {
      LONG.set(bytes, size + i * Long.BYTES, values[offset + i]);
    }
    size += length * Long.BYTES;
  }

  public void writeFloats(float[] values, int offset, int length) {
    for (int i = 0; i < length; i++) {
      writeFloat(values[offset + i]);
    }
  }

  public void writeDoubles(double[] values, int offset, int length) {
    for (int i = 0; i < length; i++) {
      writeDouble(values[offset + i]);
    }
  }

  public void writeBytes(byte[] values, int offset, int length) {
    reserve(length);
    System.arraycopy(values, offset, bytes, size, length);
    size += length;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
  }
}
