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
  private boolean forgeable;
  private int position;
  private int limit;

  public StateReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    wrap(bytes, offset, length);
  }

  /** Reads bytes from outside the process, which may be forged. */
  public static StateReader ofForgeable(byte[] bytes, int offset, int length) {
    StateReader in = new StateReader(bytes, offset, length);
    in.forgeable = true;
    return in;
  }

  /**
   * Whether the bytes come from outside the process. Only then do parts run checks that traverse
   * their whole state.
   */
  public boolean isForgeable() {
    return forgeable;
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
   * Reads the number of following elements of {@code bytesEach}. Rejects a number that exceeds the
   * remaining bytes before any allocation.
   */
  public int readCount(int bytesEach) {
    return checkCount(readInt(), bytesEach);
  }

  /** As {@link #readCount}, for a number that was read otherwise. */
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

  /** Reads an index below {@code size}. */
  public int readIndex(int size) {
    return readInt(0, size - 1);
  }

  /** Reads an index below {@code size} from one byte. */
  public int readIndexByte(int size) {
    int value = readByte();
    if (value < 0 || value >= size) {
      throw outside(value, 0, size - 1);
    }
    return value;
  }

  /** Reads a number within a range. */
  public int readInt(int least, int most) {
    int value = readInt();
    if (!(value >= least && value <= most)) {
      throw outside(value, least, most);
    }
    return value;
  }

  /** As {@link #readInt(int, int)}. */
  public long readLong(long least, long most) {
    long value = readLong();
    if (!(value >= least && value <= most)) {
      throw outside(value, least, most);
    }
    return value;
  }

  /** As {@link #readInt(int, int)}; rejects NaN. */
  public double readDouble(double least, double most) {
    double value = readDouble();
    if (!(value >= least && value <= most)) {
      throw outside(value, least, most);
    }
    return value;
  }

  /** Reads a finite number. */
  public double readFinite() {
    return readDouble(-Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /** Reads numbers within a range. */
  public void readInts(int[] values, int offset, int length, int least, int most) {
    readInts(values, offset, length);
    for (int i = offset; i < offset + length; i++) {
      if (!(values[i] >= least && values[i] <= most)) {
        throw outside(values[i], least, most);
      }
    }
  }

  /** As {@link #readInts(int[], int, int, int, int)}. */
  public void readLongs(long[] values, int offset, int length, long least, long most) {
    readLongs(values, offset, length);
    for (int i = offset; i < offset + length; i++) {
      if (!(values[i] >= least && values[i] <= most)) {
        throw outside(values[i], least, most);
      }
    }
  }

  /** As {@link #readInts(int[], int, int, int, int)}; rejects NaN. */
  public void readDoubles(double[] values, int offset, int length, double least, double most) {
    for (int i = 0; i < length; i++) {
      values[offset + i] = readDouble(least, most);
    }
  }

  private static IllegalStateException outside(Number value, Number least, Number most) {
    return new IllegalStateException(
        "snapshot: got %s, expected %s to %s".formatted(value, least, most));
  }

  /**
   * Rejects a state unless a condition holds.
   *
   * @param fits condition of a valid state
   * @param what description of the condition, for the error
   */
  public void require(boolean fits, String what) {
    if (!fits) {
      throw new IllegalStateException("snapshot: expected " + what);
    }
  }

  public float readFloat() {
    return Float.intBitsToFloat(readInt());
  }

  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  public void readInts(int[] values, int offset, int length) {
    int start = advanceMany(length, Integer.BYTES);
    for (int i = 0; i < length; i++) {
      values[offset + i] = (int) INT.get(bytes, start + i * Integer.BYTES);
    }
  }

  public void readLongs(long[] values, int offset, int length) {
    int start = advanceMany(length, Long.BYTES);
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

  private int advanceMany(int count, int bytesEach) {
    return advance(checkCount(count, bytesEach) * bytesEach);
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
