package io.quanttradinggym.gym;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.Snapshot;
import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.gym.reward.RewardFunction;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.kernel.WarmupStates;

/**
 * A market with one participant steered from outside: reset, then step until the episode has ended.
 * After warm-up {@link #step} allocates nothing. NOT thread safe.
 */
public final class TradingEnv implements Stateful {
  private final EnvSpec spec;
  private final Simulator simulator;
  private final Trader trader;
  private final RewardFunction rewardFunction;
  private final int maxEpisodeSteps;
  private final SnapshotIdentity identity;
  private final WarmupStates warmups;

  private long episodeSeed;
  private long episodeIndex;
  private boolean seeded;
  private double reward;
  private double episodeReturn;
  private boolean terminated;
  private boolean truncated;

  /**
   * @param trader a participant of {@code simulator} without a decider
   * @param maxEpisodeSteps truncates episodes; 0 = the task's own horizon only
   * @param identity what snapshots belong to
   * @param warmups where episodes may begin
   */
  TradingEnv(
      EnvSpec spec,
      Simulator simulator,
      Trader trader,
      RewardFunction rewardFunction,
      int maxEpisodeSteps,
      SnapshotIdentity identity,
      WarmupStates warmups) {
    if (maxEpisodeSteps < 0) {
      throw new InvalidInputException("max_episode_steps", maxEpisodeSteps, "0 (none) or more");
    }
    this.spec = spec;
    this.simulator = simulator;
    this.trader = trader;
    this.rewardFunction = rewardFunction;
    this.maxEpisodeSteps = maxEpisodeSteps;
    this.identity = identity;
    this.warmups = warmups;
  }

  public EnvSpec spec() {
    return spec;
  }

  /**
   * Begins episode {@code seed}.
   *
   * @param seed unsigned, any value
   */
  public void reset(long seed) {
    begin(seed, 0);
  }

  /** Whether a seed was ever given. */
  public boolean isSeeded() {
    return seeded;
  }

  /**
   * Begins the next episode of the sequence that the last given seed began. Its randomness is
   * disjoint from that of every seed.
   */
  public void resetNext() {
    if (!seeded) {
      throw new ResetNeededException("reset: got no seed, expected one at the first reset");
    }
    begin(episodeSeed, episodeIndex + 1);
  }

  private void begin(long seed, long index) {
    episodeSeed = seed;
    episodeIndex = index;
    seeded = true;
    simulator.reset(seed, index, warmups);
    runToDecision();
    rewardFunction.reset(trader);
    reward = 0;
    episodeReturn = 0;
    terminated = false;
    truncated = false;
  }

  private void runToDecision() {
    if (!simulator.run(simulator.market().closeNanos())) {
      throw new IllegalStateException("the session closed before the episode ended");
    }
  }

  /**
   * Takes one decision and runs the market to the next.
   *
   * @param action checked against the specification
   * @throws InvalidInputException if the action is outside its space
   * @throws ResetNeededException if no decision is due
   */
  public void step(float[] action, int offset) {
    if (!trader.isWaiting() || truncated) {
      throw new ResetNeededException(
          seeded ? "the episode is over: reset first" : "no episode has begun: reset first");
    }
    spec.action().check(action, offset, "action");
    trader.act(action, offset);
    advance();
  }

  /** Like {@link #step}, for a decision that was already taken through the trader itself. */
  public void advance() {
    trader.proceed();
    runToDecision();
    terminated = trader.isFinished();
    truncated = !terminated && maxEpisodeSteps > 0 && trader.stepIndex() >= maxEpisodeSteps;
    reward = rewardFunction.evaluate(trader, terminated);
    episodeReturn += reward;
  }

  /**
   * The whole state: market, agents, trader and episode. An environment of the same scenario, in
   * this process or another one of the same build, goes on from it bit for bit.
   *
   * @throws ResetNeededException if no episode has begun
   */
  public byte[] snapshot() {
    checkBegun();
    return Snapshot.save(this, identity, new StateWriter());
  }

  /**
   * Goes back, or forward, to a state that was saved.
   *
   * @throws InvalidInputException if the bytes are not a snapshot, are damaged, or belong to
   *     another version, build or scenario; the environment is then as it was
   */
  public void restore(byte[] snapshot) {
    StateReader in = Snapshot.open(snapshot, identity);
    try {
      load(in);
      if (in.remaining() > 0) {
        throw new IllegalStateException(in.remaining() + " bytes are left over");
      }
    } catch (RuntimeException e) {
      // The checksum is right and the state is not: it was forged. Nothing of it may stay.
      seeded = false;
      simulator.reset(0, 0);
      throw new InvalidInputException(
          "snapshot", e.toString(), "a state of this scenario; reset the environment");
    }
  }

  /**
   * Makes another environment of the same scenario a copy of this one, independent from then on.
   *
   * @throws ResetNeededException if no episode has begun
   */
  public void copyTo(TradingEnv other) {
    if (!identity.equals(other.identity)) {
      throw new InvalidInputException("fork", other.identity.scenario(), identity.scenario());
    }
    checkBegun();
    StateWriter state = new StateWriter();
    save(state);
    other.load(new StateReader(state.buffer(), 0, state.size()));
  }

  private void checkBegun() {
    if (!seeded) {
      throw new ResetNeededException("no episode has begun: reset first");
    }
  }

  /** Copies the current observation to {@code out} at {@code offset}. */
  public void observe(float[] out, int offset) {
    System.arraycopy(trader.observation(), 0, out, offset, trader.observation().length);
  }

  /** Of the last step. */
  public double reward() {
    return reward;
  }

  public boolean isTerminated() {
    return terminated;
  }

  public boolean isTruncated() {
    return truncated;
  }

  /** Whether a step can be taken. */
  public boolean isRunning() {
    return trader.isWaiting() && !truncated;
  }

  /** Sum of the rewards of this episode. */
  public double episodeReturn() {
    return episodeReturn;
  }

  /** The seed that began the sequence of episodes; unsigned. */
  public long episodeSeed() {
    return episodeSeed;
  }

  /** 0 for the episode that the seed names, k for the k-th after it. */
  public long episodeIndex() {
    return episodeIndex;
  }

  /** The participant that this environment steers. */
  public Trader trader() {
    return trader;
  }

  /** The market, for reading. */
  public Simulator simulator() {
    return simulator;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(episodeSeed);
    out.writeLong(episodeIndex);
    out.writeBoolean(seeded);
    out.writeDouble(reward);
    out.writeDouble(episodeReturn);
    out.writeBoolean(terminated);
    out.writeBoolean(truncated);
    rewardFunction.save(out);
    simulator.save(out);
  }

  @Override
  public void load(StateReader in) {
    episodeSeed = in.readLong();
    episodeIndex = in.readLong();
    seeded = in.readBoolean();
    reward = in.readDouble();
    episodeReturn = in.readDouble();
    terminated = in.readBoolean();
    truncated = in.readBoolean();
    rewardFunction.load(in);
    simulator.load(in);
  }
}
