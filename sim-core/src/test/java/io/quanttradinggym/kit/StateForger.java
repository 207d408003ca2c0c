package io.quanttradinggym.kit;

import io.quanttradinggym.base.random.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Changes a saved state in a few places, as damage or an attacker would. */
public final class StateForger {
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

  private StateForger(byte[] state, int begin, RandomStream random) {
    this.state = state.clone();
    this.begin = begin;
    this.random = random;
  }

  /**
   * A changed copy of a state.
   *
   * @param begin first byte that may change
   */
  public static byte[] forge(byte[] state, int begin, RandomStream random) {
    StateForger forger = new StateForger(state, begin, random);
    int changes = random.nextInt(4) == 0 ? 3 : 1;
    for (int i = 0; i < changes; i++) {
      forger.change();
    }
    return forger.shortened();
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
}
