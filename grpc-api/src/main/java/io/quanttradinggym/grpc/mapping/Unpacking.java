package io.quanttradinggym.grpc.mapping;

import com.google.protobuf.ByteString;
import io.quanttradinggym.base.parameter.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** Arrays from little-endian bytes, copied in bulk. */
final class Unpacking {
  private Unpacking() {}

  private static ByteBuffer littleEndian(String field, ByteString bytes, int numberBytes) {
    if (bytes.size() % numberBytes != 0) {
      throw new InvalidInputException(
          field, bytes.size() + " bytes", "numbers of " + numberBytes + " bytes");
    }
    return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  static float[] floats(String field, ByteString bytes) {
    float[] numbers = new float[bytes.size() / Float.BYTES];
    littleEndian(field, bytes, Float.BYTES).asFloatBuffer().get(numbers);
    return numbers;
  }

  static double[] doubles(String field, ByteString bytes) {
    double[] numbers = new double[bytes.size() / Double.BYTES];
    littleEndian(field, bytes, Double.BYTES).asDoubleBuffer().get(numbers);
    return numbers;
  }

  /** int32 numbers as floats. */
  static float[] integers(String field, ByteString bytes) {
    IntBuffer in = littleEndian(field, bytes, Integer.BYTES).asIntBuffer();
    float[] numbers = new float[bytes.size() / Integer.BYTES];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.get(i);
    }
    return numbers;
  }
}
