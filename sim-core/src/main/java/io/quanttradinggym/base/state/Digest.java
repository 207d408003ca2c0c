package io.quanttradinggym.base.state;

/**
 * A running 64-bit digest of a sequence of numbers: equal sequences, and in practice only those,
 * have equal digests.
 */
public final class Digest implements Stateful {
  private static final long SEED = 0x6A09E667F3BCC908L;
  private static final long PRIME = 0x9FB21C651E98DF25L;

  private long value = SEED;

  public void add(long number) {
    long mixed = (value ^ number) * PRIME;
    value = mixed ^ (mixed >>> 32);
  }

  public long value() {
    return value;
  }

  public void clear() {
    value = SEED;
  }

  /** 16 hex digits. */
  public static String format(long digest) {
    return "%016x".formatted(digest);
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(value);
  }

  @Override
  public void load(StateReader in) {
    value = in.readLong();
  }
}
