package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.Snapshot;
import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.Arrays;

/**
 * Base class of the environments of all markets: the sequence of episodes, validation of actions,
 * rewards and episode ends by seat, truncation, snapshots and copies. A market adds the passage of
 * time, the due seats, and the rewards. Steps are allocation-free.
 */
public abstract class EpisodicEnvironment implements Environment {
  private final EnvironmentSpec spec;
  private final int seats;
  private final int observationSize;
  private final int actionSize;
  private final int maxEpisodeSteps;
  private final SnapshotIdentity identity;

  private long episodeSeed;
  private long episodeIndex;
  private boolean seeded;
  private final double[] rewards; // by seat
  private final double[] returns;
  private final int[] lengths;
  private final int[] unpaid; // 1 = a decision was taken and its reward is pending
  private final boolean[] terminated;
  private final boolean[] truncated;
  private boolean underWay;
  private boolean resetting; // the operation in progress is a reset

  /**
   * @param maxEpisodeSteps truncates episodes after this many decisions of a seat; 0 = never
   * @param identity identity checked when a snapshot is restored
   * @throws InvalidInputException if {@code maxEpisodeSteps} is negative
   */
  protected EpisodicEnvironment(
      EnvironmentSpec spec, int maxEpisodeSteps, SnapshotIdentity identity) {
    if (maxEpisodeSteps < 0) {
      throw new InvalidInputException("max_episode_steps", maxEpisodeSteps, "0 (none) or more");
    }
    this.spec = spec;
    this.maxEpisodeSteps = maxEpisodeSteps;
    this.identity = identity;
    seats = spec.seats().size();
    observationSize = spec.observationSize();
    actionSize = spec.actionSize();
    rewards = new double[seats];
    returns = new double[seats];
    lengths = new int[seats];
    unpaid = new int[seats];
    terminated = new boolean[seats];
    truncated = new boolean[seats];
  }

  /** Begins an episode. Its first decision is due now or after {@link #play}. */
  protected abstract void begin(long seed, long index);

  /**
   * Continues after every due seat has decided. The next decision is due now or after {@link
   * #play}.
   */
  protected abstract void proceed();

  /**
   * Advances time until a seat is due or finished, for at most the given number of events. A market
   * that advances time in {@link #begin} and {@link #proceed} has no work left here; the call then
   * counts as one event.
   *
   * @return as {@link #run}
   */
  protected long play(long maxEvents) {
    return maxEvents - 1;
  }

  /** Whether the market waits for a decision of the seat. */
  protected abstract boolean isWaiting(int seat);

  /** Whether the seat's episode has ended by the rules of the task. */
  protected abstract boolean isFinished(int seat);

  /** Sets the reference for the reward of the first step of a new episode. */
  protected abstract void resetReward(int seat);

  /**
   * The reward of the seat's last decision; called exactly once for each.
   *
   * @param terminal whether the seat's episode has ended by the rules of the task
   */
  protected abstract double payReward(int seat, boolean terminal);

  /** Writes the fields that only the market knows: time, money, positions, digests. */
  protected abstract void describe(int seat, EpisodeInfo out);

  /** Writes the state of the market and of its seats. */
  protected abstract void saveMarket(StateWriter out);

  /** Reads the state written by {@link #saveMarket}. */
  protected abstract void loadMarket(StateReader in);

  /** Clears the state after an inconsistent state was read. */
  protected abstract void clearMarket();

  @Override
  public final EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public final void beginReset(long seed) {
    beginEpisode(seed, 0);
  }

  @Override
  public final boolean isSeeded() {
    return seeded;
  }

  @Override
  public final void beginResetNext() {
    if (!seeded) {
      throw new ResetNeededException("the first reset needs a seed");
    }
    beginEpisode(episodeSeed, episodeIndex + 1);
  }

  private void beginEpisode(long seed, long index) {
    episodeSeed = seed;
    episodeIndex = index;
    seeded = true;
    Arrays.fill(rewards, 0);
    Arrays.fill(returns, 0);
    Arrays.fill(lengths, 0);
    Arrays.fill(unpaid, 0);
    Arrays.fill(terminated, false);
    Arrays.fill(truncated, false);
    underWay = true;
    resetting = true;
    begin(seed, index);
  }

  @Override
  public final boolean isUnderWay() {
    return underWay;
  }

  private void checkFinished() {
    if (underWay) {
      throw new ResetNeededException("the last reset or step was not finished: reset first");
    }
  }

  @Override
  public final boolean isRunning() {
    if (seeded) {
      for (int seat = 0; seat < seats; seat++) {
        if (!truncated[seat] && !isFinished(seat)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public final boolean isDue(int seat) {
    return seeded && !truncated[seat] && isWaiting(seat);
  }

  @Override
  public final void beginStep(float[] actions, int offset) {
    checkFinished();
    if (!isRunning()) {
      throw new ResetNeededException(
          seeded ? "the episode has ended: reset first" : "no episode has begun: reset first");
    }
    for (int seat = 0; seat < seats; seat++) {
      if (isDue(seat)) {
        spec.seats().get(seat).action().check(actions, offset + seat * actionSize, "action");
      }
    }
    for (int seat = 0; seat < seats; seat++) {
      if (isDue(seat)) {
        seat(seat).act(actions, offset + seat * actionSize);
      }
    }
    beginAdvance();
  }

  @Override
  public final void beginAdvance() {
    checkFinished();
    for (int seat = 0; seat < seats; seat++) {
      if (isDue(seat)) {
        unpaid[seat] = 1;
        lengths[seat]++;
      }
    }
    underWay = true;
    resetting = false;
    proceed();
  }

  @Override
  public final long run(long maxEvents) {
    if (!underWay) {
      return maxEvents;
    }
    long left = play(maxEvents);
    if (left != UNFINISHED) {
      underWay = false;
      if (resetting) {
        resetRewards();
      } else {
        payRewards();
      }
    }
    return left;
  }

  private void resetRewards() {
    for (int seat = 0; seat < seats; seat++) {
      resetReward(seat);
    }
  }

  private void payRewards() {
    for (int seat = 0; seat < seats; seat++) {
      rewards[seat] = 0;
      if (unpaid[seat] != 0 && (isWaiting(seat) || isFinished(seat))) {
        pay(seat);
      }
    }
  }

  private void pay(int seat) {
    unpaid[seat] = 0;
    terminated[seat] = isFinished(seat);
    truncated[seat] = !terminated[seat] && maxEpisodeSteps > 0 && lengths[seat] >= maxEpisodeSteps;
    rewards[seat] = payReward(seat, terminated[seat]);
    returns[seat] += rewards[seat];
  }

  @Override
  public final void observe(float[] out, int offset) {
    for (int seat = 0; seat < seats; seat++) {
      float[] observation = seat(seat).observation();
      System.arraycopy(observation, 0, out, offset + seat * observationSize, observation.length);
    }
  }

  @Override
  public final double reward(int seat) {
    return rewards[seat];
  }

  @Override
  public final boolean isTerminated(int seat) {
    return terminated[seat];
  }

  @Override
  public final boolean isTruncated(int seat) {
    return truncated[seat];
  }

  /** The seed that started the sequence of episodes; unsigned. */
  public final long episodeSeed() {
    return episodeSeed;
  }

  /** 0 for the episode of the seed, k for the k-th episode after it. */
  public final long episodeIndex() {
    return episodeIndex;
  }

  /** Sum of the seat's rewards in this episode. */
  public final double episodeReturn(int seat) {
    return returns[seat];
  }

  @Override
  public final void info(int seat, EpisodeInfo out) {
    out.episodeSeed = episodeSeed;
    out.episodeIndex = episodeIndex;
    out.episodeReturn = returns[seat];
    out.episodeLength = lengths[seat];
    out.instrument = spec.seats().get(seat).instrument();
    describe(seat, out);
  }

  @Override
  public final byte[] snapshot() {
    checkBegun();
    return Snapshot.save(this, identity, new StateWriter());
  }

  @Override
  public final void restore(byte[] snapshot) {
    StateReader in = Snapshot.open(snapshot, identity);
    try {
      load(in);
      if (in.remaining() > 0) {
        throw new IllegalStateException(in.remaining() + " bytes are left over");
      }
    } catch (RuntimeException e) {
      // The checksum is valid but the state is inconsistent: the snapshot was forged. Clear all of
      // it.
      seeded = false;
      underWay = false;
      clearMarket();
      throw new InvalidInputException(
          "snapshot", e.toString(), "a state of this scenario; the environment needs a reset");
    }
  }

  @Override
  public final void copyTo(Environment other) {
    if (!(other instanceof EpisodicEnvironment copy) || !identity.equals(copy.identity)) {
      throw new InvalidInputException("fork", other.spec().scenario(), identity.scenario());
    }
    checkBegun();
    StateWriter state = new StateWriter();
    save(state);
    copy.load(new StateReader(state.buffer(), 0, state.size()));
  }

  private void checkBegun() {
    checkFinished();
    if (!seeded) {
      throw new ResetNeededException("no episode has begun: reset first");
    }
  }

  @Override
  public final void save(StateWriter out) {
    out.writeLong(episodeSeed);
    out.writeLong(episodeIndex);
    out.writeBoolean(seeded);
    for (int seat = 0; seat < seats; seat++) {
      out.writeDouble(rewards[seat]);
      out.writeDouble(returns[seat]);
      out.writeInt(lengths[seat]);
      out.writeInt(unpaid[seat]);
      out.writeBoolean(terminated[seat]);
      out.writeBoolean(truncated[seat]);
    }
    saveMarket(out);
  }

  @Override
  public final void load(StateReader in) {
    episodeSeed = in.readLong();
    episodeIndex = in.readLong();
    seeded = in.readBoolean();
    in.require(seeded, "an episode that has begun");
    for (int seat = 0; seat < seats; seat++) {
      rewards[seat] = in.readFinite();
      returns[seat] = in.readFinite();
      lengths[seat] = in.readInt(0, Integer.MAX_VALUE - 1);
      unpaid[seat] = in.readInt(0, 1);
      terminated[seat] = in.readBoolean();
      truncated[seat] = in.readBoolean();
    }
    underWay = false;
    loadMarket(in);
  }
}
