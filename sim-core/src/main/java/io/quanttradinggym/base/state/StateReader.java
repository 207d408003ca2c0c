package io.quanttradinggym.base.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the bytes of a {@link StateWriter}. NOT thread safe. */
public final class StateReader {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int position;
  private int limit;

  public StateReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    wrap(bytes, offset, length);
  }

  /** Reads from the first {@code length} bytes at {@code offset} from now on. */
  public void wrap(byte[] source, int offset, int length) {
    if (offset < 0 || length < 0 || offset + length > source.length) {
      throw new IllegalArgumentException(
          "offset + length: got "
              + offset
              + " + "
              + length
              + ", expected at most "
              + source.length);
    }
    bytes = source;
    position = offset;
    limit = offset + length;
  }

  /** Bytes not read yet. */
  public int remaining() {
    return limit - position;
  }

  public int readByte() {
    return bytes[advance(1)];
  }

  public boolean readBoolean() {
    return readByte() != 0;
  }

  public int readInt() {
    return (int) INT.get(bytes, advance(Integer.BYTES));
  }

  /**
   * Reads how many things of {@code bytesEach} follow. More than there is room for are refused
   * before memory is taken for them.
   */
  public int readCount(int bytesEach) {
    return checkCount(readInt(), bytesEach);
  }

  /** As {@link #readCount}, of a number that was read in another way. */
  public int checkCount(int count, int bytesEach) {
    if (count < 0 || (long) count * bytesEach > remaining()) {
      throw new IllegalStateException(
          "snapshot: got %3$d bytes, expected at least %1$d x %2$d more"
              .formatted(count, bytesEach, remaining()));
    }
    return count;
  }

  public long readLong() {
    return (long) LONG.get(bytes, advance(Long.BYTES));
  }

  public float readFloat() {
    return Float.intBitsToFloat(readInt());
  }

  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  public void readInts(int[] values, int offset, int length) {
    int start = advance(length * Integer.BYTES);
    for (int i = 0; i < length; i++) {
      values[offset + i] = (int) INT.get(bytes, start + i * Integer.BYTES);
    }
  }

  public void readLongs(long[] values, int offset, int length) {
    int start = advance(length * Long.BYTES);
    for (int i = 0; i < length; i++) {
      values[offset + i] = (long) LONG.get(bytes, start + i * Long.BYTES);
    }
  }

  public void readFloats(float[] values, int offset, int length) {
    for (int i = 0; i < length; i++) {
      values[offset + i] = readFloat();
    }
  }

  public void readDoubles(double[] values, int offset, int length) {
    for (int i = 0; i < length; i++) {
      values[offset + i] = readDouble();
    }
  }

  public void readBytes(byte[] values, int offset, int length) {
    System.arraycopy(bytes, advance(length), values, offset, length);
  }

  private int advance(int length) {
    if (length < 0 || length > limit - position) {
      throw new IllegalStateException(
          "snapshot: got " + remaining() + " bytes, expected at least " + length + " more");
    }
    int start = position;
    position += length;
    return start;
  }
}
