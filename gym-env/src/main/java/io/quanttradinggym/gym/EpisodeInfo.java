package io.quanttradinggym.gym;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.trader.Trader;

/**
 * The state of one environment's episode, beside its observation. Overwritten by each {@link
 * #capture}.
 */
public final class EpisodeInfo {

  private final long[] positionLots;
  private long episodeSeed;
  private long episodeIndex;
  private long timeNanos;
  private double equity;
  private double pnl;
  private double fees;
  private long interventions;
  private double episodeReturn;
  private int episodeLength;
  private long digest;

  EpisodeInfo(int instruments) {
    positionLots = new long[instruments];
  }

  void capture(TradingEnv env) {
    Trader trader = env.trader();
    episodeSeed = env.episodeSeed();
    episodeIndex = env.episodeIndex();
    timeNanos = env.simulator().timeNanos();
    equity = trader.equityMicros() * Units.CURRENCY_PER_MICRO;
    pnl = trader.pnlMicros() * Units.CURRENCY_PER_MICRO;
    fees = trader.feesMicros() * Units.CURRENCY_PER_MICRO;
    interventions = trader.interventions();
    episodeReturn = env.episodeReturn();
    episodeLength = trader.stepIndex();
    digest = env.simulator().digest();
    for (int i = 0; i < positionLots.length; i++) {
      positionLots[i] = trader.positionLots(i);
    }
  }

  /** The seed that began the environment's sequence of episodes; unsigned. */
  public long episodeSeed() {
    return episodeSeed;
  }

  /** 0 for the episode that the seed names, k for the k-th after it. */
  public long episodeIndex() {
    return episodeIndex;
  }

  public long timeNanos() {
    return timeNanos;
  }

  /** Starting capital and P&amp;L, in currency. */
  public double equity() {
    return equity;
  }

  /** In currency, positions at mid. */
  public double pnl() {
    return pnl;
  }

  /** In currency. */
  public double fees() {
    return fees;
  }

  public int instruments() {
    return positionLots.length;
  }

  public long positionLots(int instrument) {
    return positionLots[instrument];
  }

  public long interventions() {
    return interventions;
  }

  /** Sum of the rewards so far. */
  public double episodeReturn() {
    return episodeReturn;
  }

  /** Number of steps so far. */
  public int episodeLength() {
    return episodeLength;
  }

  /** Running digest of all book events. */
  public long digest() {
    return digest;
  }
}
