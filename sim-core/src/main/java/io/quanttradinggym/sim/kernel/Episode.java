package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/** Number of the current episode, and whether its warm-up is in progress. */
final class Episode implements Stateful {
  /**
   * Episode number of a warm-up; the seed then identifies the warm-up. It is not a valid episode
   * number.
   */
  static final long WARMUP = -1;

  /** End of the warm-up; before the open if there is none. */
  private final long warmupEndNanos;

  private final boolean hasWarmup;

  /** Selects the warm-up of an episode. */
  private final RandomStream warmupRandom = new RandomStream("opening");

  private long seed;
  private long index;
  private boolean inWarmup;

  Episode(long openNanos, long warmupNanos) {
    warmupEndNanos = openNanos + warmupNanos - 1;
    hasWarmup = warmupNanos > 0;
  }

  /** Begins an episode with its warm-up, if it has one. */
  void begin(long newSeed, long newIndex) {
    continueAs(newSeed, newIndex);
    inWarmup = hasWarmup;
  }

  /** Continues as another episode with the same warm-up. */
  void continueAs(long newSeed, long newIndex) {
    seed = newSeed;
    index = newIndex;
  }

  void endWarmup() {
    inWarmup = false;
  }

  long seed() {
    return seed;
  }

  long index() {
    return index;
  }

  boolean isInWarmup() {
    return inWarmup;
  }

  long warmupEndNanos() {
    return warmupEndNanos;
  }

  /**
   * Latest time of visible future values: during the warm-up, values after its end are not yet
   * drawn.
   */
  long horizonNanos() {
    return inWarmup ? warmupEndNanos : Long.MAX_VALUE;
  }

  /** Index of an episode's warm-up. */
  int warmupOf(long ofSeed, long ofIndex) {
    warmupRandom.seed(ofSeed, ofIndex);
    return warmupRandom.nextInt(WarmupStates.COUNT);
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(seed);
    out.writeLong(index);
    out.writeBoolean(inWarmup);
  }

  @Override
  public void load(StateReader in) {
    seed = in.readLong();
    index = in.readLong();
    inWarmup = in.readBoolean();
  }
}
