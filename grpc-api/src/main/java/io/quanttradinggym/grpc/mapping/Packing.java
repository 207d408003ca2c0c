package io.quanttradinggym.grpc.mapping;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** Arrays as little-endian bytes, copied in bulk. */
final class Packing {
  private Packing() {}

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Fills {@code out} with numbers from {@code offset} on, up to its capacity. */
  static void pack(float[] numbers, int offset, int length, byte[] out, int outNumber) {
    littleEndian(out).asFloatBuffer().put(outNumber, numbers, offset, length);
  }

  static void pack(double[] numbers, byte[] out) {
    littleEndian(out).asDoubleBuffer().put(numbers);
  }

  static ByteString pack(float[] numbers) {
    byte[] bytes = new byte[numbers.length * Float.BYTES];
    pack(numbers, 0, numbers.length, bytes, 0);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  static ByteString pack(double[] numbers) {
    byte[] bytes = new byte[numbers.length * Double.BYTES];
    pack(numbers, bytes);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  static ByteString pack(long[] numbers) {
    byte[] bytes = new byte[numbers.length * Long.BYTES];
    littleEndian(bytes).asLongBuffer().put(numbers);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /** Packs integers held as floats as int32. */
  static ByteString packIntegers(float[] numbers) {
    byte[] bytes = new byte[numbers.length * Integer.BYTES];
    IntBuffer out = littleEndian(bytes).asIntBuffer();
    for (float number : numbers) {
      out.put((int) number);
    }
    return UnsafeByteOperations.unsafeWrap(bytes);
  }
}
