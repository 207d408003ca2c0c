package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/** Which episode it is, and whether its opening phase is still being played. */
final class Episode implements Stateful {
  /** In the place of an episode's number, where no episode can be: the seed names an opening. */
  static final long WARMUP = -1;

  /** The last moment of the opening phase; before the open where there is none. */
  private final long warmupEndNanos;

  private final boolean hasWarmup;

  /** Chooses the opening phase of an episode. */
  private final RandomStream warmupRandom = new RandomStream("opening");

  private long seed;
  private long index;
  private boolean inWarmup;

  Episode(long openNanos, long warmupNanos) {
    warmupEndNanos = openNanos + warmupNanos - 1;
    hasWarmup = warmupNanos > 0;
  }

  /** Begins an episode, in its opening phase if there is one. */
  void begin(long newSeed, long newIndex) {
    continueAs(newSeed, newIndex);
    inWarmup = hasWarmup;
  }

  /** Goes on as another episode from the same opening phase. */
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

  /** Nobody sees beyond this time: what comes after the opening is not drawn before its end. */
  long horizonNanos() {
    return inWarmup ? warmupEndNanos : Long.MAX_VALUE;
  }

  /** The number of an episode's opening phase. */
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
