package io.quanttradinggym.gym;

import io.quanttradinggym.base.random.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Changes the state in a snapshot and makes its length and checksum right again. */
final class SnapshotForger {
  private static final int LENGTH_AT = 12;
  private static final int CHECKSUM_AT = 16;
  private static final int BODY_AT = 20;
  private static final int TRIES = 50;
  private static final int[] INTS = {
    -1, 0, 1, 2, 7, 1 << 8, 1 << 20, 1 << 28, Integer.MAX_VALUE, Integer.MIN_VALUE
  };
  private static final long[] LONGS = {
    -1, 0, 1, 1L << 33, 1L << 40, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, -(1L << 40)
  };
  private static final double[] DOUBLES = {
    Double.NaN, Double.POSITIVE_INFINITY, -1e308, -1, 0, 1e-300, 1e300
  };

  private final byte[] state;
  private final RandomStream random;
  private final int begin;

  private SnapshotForger(byte[] snapshot, RandomStream random) {
    state = snapshot.clone();
    this.random = random;
    int at = BODY_AT;
    for (int text = 0; text < 2; text++) { // build and scenario
      at += Integer.BYTES + buffer().getInt(at);
    }
    begin = at;
  }

  static byte[] forge(byte[] snapshot, RandomStream random) {
    SnapshotForger forger = new SnapshotForger(snapshot, random);
    int changes = random.nextInt(4) == 0 ? 3 : 1;
    for (int i = 0; i < changes; i++) {
      forger.change();
    }
    return sealed(forger.shortened());
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void change() {
    int at = position();
    switch (random.nextInt(6)) {
      case 0 -> state[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> buffer().putInt(at, INTS[random.nextInt(INTS.length)]);
      case 2 -> buffer().putInt(at, buffer().getInt(at) + random.nextInt(9) - 4);
      case 3 -> buffer().putLong(at, LONGS[random.nextInt(LONGS.length)]);
      case 4 -> buffer().putDouble(at, DOUBLES[random.nextInt(DOUBLES.length)]);
      default -> buffer().putInt(at, buffer().getInt(position())); // a number of another place
    }
  }

  /** Where something is: the empty parts of tables are the largest part of a state. */
  private int position() {
    int at = begin;
    for (int i = 0; i < TRIES; i++) {
      at = begin + random.nextInt(state.length - begin - Long.BYTES);
      if (buffer().getInt(at) != 0) {
        return at;
      }
    }
    return at;
  }

  private byte[] shortened() {
    if (random.nextInt(20) != 0) {
      return state;
    }
    int cut = 1 + random.nextInt(40);
    int at = position();
    byte[] shorter = Arrays.copyOf(state, state.length - cut);
    System.arraycopy(
        state, at, shorter, Math.min(at, shorter.length), Math.max(0, shorter.length - at));
    return shorter;
  }

  private static byte[] sealed(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(LENGTH_AT, bytes.length);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKSUM_AT);
    crc.update(bytes, BODY_AT, bytes.length - BODY_AT);
    buffer.putInt(CHECKSUM_AT, (int) crc.getValue());
    return bytes;
  }
}
