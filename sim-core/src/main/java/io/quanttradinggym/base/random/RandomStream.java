package io.quanttradinggym.base.random;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/**
 * A xoroshiro128++ generator (Blackman and Vigna, 2019) whose draws are identical on every machine:
 * logarithms come from {@link StrictMath}. NOT thread safe.
 */
public final class RandomStream implements Stateful {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final double TO_UNIT = 0x1.0p-53;

  private final long nameHash;
  private long s0;
  private long s1;

  /**
   * @param name identifies this stream among all streams of an episode
   */
  public RandomStream(String name) {
    this(name, "");
  }

  /**
   * A stream whose name is {@code name} followed by {@code suffix}, without string concatenation.
   * Streams of one agent created consecutively are adjacent in memory.
   */
  public RandomStream(String name, String suffix) {
    nameHash = mix(hash(hash(FNV_OFFSET, name), suffix));
    seed(0, 0);
  }

  private static long hash(long begun, String text) {
    long hash = begun;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  /**
   * Starts the stream of an episode.
   *
   * @param seed unsigned, any value
   * @param episode 0 for the episode of the user's seed, k for the k-th episode after it
   */
  public void seed(long seed, long episode) {
    long state = mix(mix(seed + GOLDEN) ^ mix(episode * GOLDEN + FNV_PRIME)) ^ nameHash;
    s0 = mix(state);
    s1 = mix(state + GOLDEN);
    if ((s0 | s1) == 0) {
      s1 = GOLDEN;
    }
  }

  /** Reads the state without a change, so that it is in the processor's cache. */
  public long touch() {
    return s0;
  }

  public long nextLong() {
    long a = s0;
    long b = s1;
    long result = Long.rotateLeft(a + b, 17) + a;
    b ^= a;
    s0 = Long.rotateLeft(a, 49) ^ b ^ (b << 21);
    s1 = Long.rotateLeft(b, 28);
    return result;
  }

  /** Uniform in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * TO_UNIT;
  }

  /** Uniform in [0, bound); {@code bound} must be positive. The bias is below 2⁻³². */
  public int nextInt(int bound) {
    return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
  }

  /** Uniform in [low, high], both included. */
  public long nextLong(long low, long high) {
    return low + Math.unsignedMultiplyHigh(nextLong(), high - low + 1);
  }

  public boolean nextBoolean() {
    return nextLong() < 0;
  }

  /** Standard normal, by Marsaglia's polar method. */
  public double nextNormal() {
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double r = x * x + y * y;
      if (r < 1 && r > 0) {
        return x * Math.sqrt(-2 * StrictMath.log(r) / r);
      }
    }
  }

  /** Exponential with mean 1. */
  public double nextExponential() {
    return exponential(nextDouble());
  }

  /**
   * The exponential draw with mean 1 that belongs to a uniform draw: {@link #nextExponential} is
   * {@code exponential(nextDouble())}. For draws that may turn out not to be needed.
   */
  public static double exponential(double uniform) {
    return -StrictMath.log(1 - uniform);
  }

  /** An exponential waiting time, at least one nanosecond. */
  public long nextExponentialNanos(double meanNanos) {
    return 1 + (long) (nextExponential() * meanNanos);
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(s0);
    out.writeLong(s1);
  }

  @Override
  public void load(StateReader in) {
    s0 = in.readLong();
    s1 = in.readLong();
    in.require((s0 | s1) != 0 || !in.isForgeable(), "random numbers other than 0");
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
