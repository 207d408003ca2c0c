package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.Snapshot;
import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.Arrays;

/**
 * What the environments of all markets have in common: the sequence of episodes, checks of actions,
 * rewards and ends by seat, cut-offs, snapshots and copies. A market adds how time passes, who is
 * due, and what a seat earns. Allocates nothing in a step.
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
  private final int[] unpaid; // 1 = a decision was taken whose reward is still to come
  private final boolean[] terminated;
  private final boolean[] truncated;

  /**
   * @param maxEpisodeSteps truncates episodes after this many decisions of a seat; 0 = never
   * @param identity what snapshots belong to
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

  /** Begins an episode and runs it to its first decision. */
  protected abstract void begin(long seed, long index);

  /** Every seat that {@link #isDue} has decided: lets time pass until a seat is due or finished. */
  protected abstract void runToDecision();

  /** Whether the market waits for a decision of the seat. */
  protected abstract boolean isWaiting(int seat);

  /** Whether the seat's episode is over by the rules of the task. */
  protected abstract boolean isFinished(int seat);

  /** A new episode began: what the reward of its first step is measured from. */
  protected abstract void resetReward(int seat);

  /**
   * The reward of the seat's last decision; called exactly once for each.
   *
   * @param terminal whether the seat's episode is over by its own rules
   */
  protected abstract double payReward(int seat, boolean terminal);

  /** Writes what only the market knows: time, money, positions, digests. */
  protected abstract void describe(int seat, EpisodeInfo out);

  /** Writes the state of the market and of its seats. */
  protected abstract void saveMarket(StateWriter out);

  /** Reads what {@link #saveMarket} wrote. */
  protected abstract void loadMarket(StateReader in);

  /** A state was read that makes no sense: forgets all of it. */
  protected abstract void clearMarket();

  @Override
  public final EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public final void reset(long seed) {
    beginEpisode(seed, 0);
  }

  @Override
  public final boolean isSeeded() {
    return seeded;
  }

  @Override
  public final void resetNext() {
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
    begin(seed, index);
    for (int seat = 0; seat < seats; seat++) {
      resetReward(seat);
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
  public final void step(float[] actions, int offset) {
    if (!isRunning()) {
      throw new ResetNeededException(
          seeded ? "the episode is over: reset first" : "no episode has begun: reset first");
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
    advance();
  }

  @Override
  public final void advance() {
    for (int seat = 0; seat < seats; seat++) {
      if (isDue(seat)) {
        unpaid[seat] = 1;
        lengths[seat]++;
      }
    }
    runToDecision();
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

  /** The seed that began the sequence of episodes; unsigned. */
  public final long episodeSeed() {
    return episodeSeed;
  }

  /** 0 for the episode that the seed names, k for the k-th after it. */
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
      // The checksum is right and the state is not: it was forged. Nothing of it may stay.
      seeded = false;
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
    for (int seat = 0; seat < seats; seat++) {
      rewards[seat] = in.readDouble();
      returns[seat] = in.readDouble();
      lengths[seat] = in.readInt();
      unpaid[seat] = in.readInt();
      terminated[seat] = in.readBoolean();
      truncated[seat] = in.readBoolean();
    }
    loadMarket(in);
  }
}
