package io.quanttradinggym.grpc.carrier;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Actions of {@code n} environments as a carrier has them: (n, seats, action size), little-endian,
 * float32 in the rows of a BOX, otherwise int32. A view: it shows what the bytes hold now.
 */
public final class PackedActions {
  private final int bytes;
  private final FloatBuffer floats;
  private final IntBuffer integers;

  /**
   * @param in its remaining bytes
   */
  public PackedActions(ByteBuffer in) {
    ByteBuffer little = in.slice().order(ByteOrder.LITTLE_ENDIAN);
    bytes = little.remaining();
    floats = little.asFloatBuffer();
    integers = little.asIntBuffer();
  }

  int bytes() {
    return bytes;
  }

  /** Copies numbers of a BOX. */
  void unpackFloats(int offset, int count, float[] out) {
    floats.get(offset, out, offset, count);
  }

  /** Copies choices: a float holds every index of an action space exactly. */
  void unpackIntegers(int offset, int count, float[] out) {
    for (int i = offset; i < offset + count; i++) {
      out[i] = integers.get(i);
    }
  }
}
