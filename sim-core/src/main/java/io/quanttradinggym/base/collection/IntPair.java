package io.quanttradinggym.base.collection;

/** Two ints in one long. */
public final class IntPair {
  private static final long LOW = (1L << Integer.SIZE) - 1;

  private IntPair() {}

  /** The pair of two ints. */
  public static long of(int high, int low) {
    return ((long) high << Integer.SIZE) | (low & LOW);
  }

  /** The first int. */
  public static int high(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  /** The second int. */
  public static int low(long pair) {
    return (int) pair;
  }
}
