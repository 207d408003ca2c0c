package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.Environment;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.api.EpisodicEnvironment;
import io.quanttradinggym.gym.api.SeatDisplay;
import io.quanttradinggym.gym.reward.RewardFunction;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.kernel.WarmupStates;
import java.util.List;

/**
 * An order-book market with one or several traders controlled from outside, one in each seat.
 * {@link #step} is allocation-free after warm-up. NOT thread safe.
 */
public final class OrderBookEnvironment extends EpisodicEnvironment {
  private final Simulator simulator;
  private final Trader[] traders; // by seat
  private final RewardFunction[] rewards; // by seat
  private final WarmupStates warmups;

  /**
   * @param traders participants of {@code simulator} without a policy, one for each seat
   * @param rewards one for each seat
   * @param maxEpisodeSteps truncates episodes after this number of decisions; 0 = only the horizon
   *     of the task applies
   * @param identity identity checked when a snapshot is restored
   * @param warmups stored states at the end of warm-ups
   */
  OrderBookEnvironment(
      EnvironmentSpec spec,
      Simulator simulator,
      List<Trader> traders,
      List<RewardFunction> rewards,
      int maxEpisodeSteps,
      SnapshotIdentity identity,
      WarmupStates warmups) {
    super(spec, maxEpisodeSteps, identity);
    this.simulator = simulator;
    this.traders = traders.toArray(Trader[]::new);
    this.rewards = rewards.toArray(RewardFunction[]::new);
    this.warmups = warmups;
  }

  /**
   * Casts an environment for a policy that uses its book.
   *
   * @throws InvalidInputException if the environment has another market type
   */
  static OrderBookEnvironment of(Environment environment) {
    if (environment instanceof OrderBookEnvironment book) {
      return book;
    }
    throw new InvalidInputException("market", environment.spec().market(), OrderBookMarket.TYPE);
  }

  @Override
  public long touch() {
    return simulator.touch(traders[0].decisionIntervalNanos());
  }

  @Override
  protected void begin(long seed, long index) {
    simulator.reset(seed, index, warmups);
  }

  @Override
  protected void proceed() {
    for (int seat = 0; seat < traders.length; seat++) {
      if (isDue(seat)) {
        traders[seat].proceed();
      }
    }
  }

  @Override
  protected long play(long maxEvents) {
    long before = simulator.events();
    return switch (simulator.run(simulator.market().closeNanos(), maxEvents)) {
      case DECISION -> Math.max(0, maxEvents - (simulator.events() - before));
      case LIMIT -> UNFINISHED;
      case TIME -> throw new IllegalStateException("the session closed before the episode ended");
    };
  }

  @Override
  protected boolean isWaiting(int seat) {
    return traders[seat].isWaiting();
  }

  @Override
  protected boolean isFinished(int seat) {
    return traders[seat].isFinished();
  }

  @Override
  protected void resetReward(int seat) {
    rewards[seat].reset(traders[seat]);
  }

  @Override
  protected double payReward(int seat, boolean terminal) {
    return rewards[seat].evaluate(traders[seat], terminal);
  }

  @Override
  protected void describe(int seat, EpisodeInfo out) {
    TraderInfo.write(traders[seat], out);
    out.timeNanos = simulator.timeNanos();
    out.digest = simulator.digest();
    out.phase = simulator.market().phase(out.instrument).code();
  }

  @Override
  public SeatDisplay display(int seat) {
    return TraderDisplay.of(traders[seat], spec().seats().get(seat).instrument());
  }

  @Override
  public Trader seat(int seat) {
    return traders[seat];
  }

  /** The participant in a seat. */
  public Trader trader(int seat) {
    return traders[seat];
  }

  /** The participant in the first seat. */
  public Trader trader() {
    return traders[0];
  }

  /** The market; read-only use. */
  public Simulator simulator() {
    return simulator;
  }

  @Override
  protected void saveMarket(StateWriter out) {
    for (RewardFunction reward : rewards) {
      reward.save(out);
    }
    simulator.save(out);
  }

  @Override
  protected void loadMarket(StateReader in) {
    for (RewardFunction reward : rewards) {
      reward.load(in);
    }
    simulator.load(in);
    for (Trader trader : traders) {
      in.require(goesOn(trader), "a decision to come");
    }
  }

  /** Whether the trader decides now or wakes before the close, or is done. */
  private boolean goesOn(Trader trader) {
    return trader.isWaiting()
        || trader.isFinished()
        || simulator.nextWakeNanos(trader.participant()) <= simulator.market().closeNanos();
  }

  @Override
  protected void clearMarket() {
    simulator.reset(0, 0);
  }
}
