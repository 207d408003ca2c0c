package io.quanttradinggym.gym.api;

/**
 * Info of one seat's episode, in addition to the observation. The environment fills the object:
 * {@link Environment#info} overwrites all fields. Money is in millionths of the currency.
 */
public final class EpisodeInfo {
  /** The seed that started the environment's sequence of episodes; unsigned. */
  public long episodeSeed;

  /** 0 for the episode of the seed, k for the k-th episode after it. */
  public long episodeIndex;

  /** Since midnight of the session date, or since the start if the market has no date. */
  public long timeNanos;

  /** Starting capital plus P&amp;L. */
  public long equityMicros;

  /** P&amp;L of this episode so far, with positions at mid. */
  public long pnlMicros;

  /** Fees of this episode so far, minus rebates. */
  public long feesMicros;

  /** Number of requests that the exchange or the action scheme refused or cut so far. */
  public long interventions;

  /** Sum of the rewards so far. */
  public double episodeReturn;

  /** Number of steps so far. */
  public int episodeLength;

  /** Running digest of all market events. */
  public long digest;

  /** Digest of all messages that the seat sent to the market in this episode. */
  public long ordersDigest;

  /** What the market does with orders in {@link #instrument} now; 0 in a market without phases. */
  public int phase;

  /** Index of the instrument that pictures and recordings show. */
  public int instrument;

  /** {@link #interventions} by {@link EnvironmentSpec#refusalReasons}. */
  public final long[] refusals;

  /** In lots, by instrument. */
  public final long[] positionLots;

  /** Mid prices in ticks, by instrument. */
  public final double[] midTicks;

  /** Price of the seat's best working bid in ticks, by instrument; NaN where there is none. */
  public final double[] ownBidTicks;

  /** Price of the seat's best working ask in ticks, by instrument; NaN where there is none. */
  public final double[] ownAskTicks;

  /**
   * @param spec specification of the environment
   */
  public EpisodeInfo(EnvironmentSpec spec) {
    int instruments = spec.instruments().size();
    refusals = new long[spec.refusalReasons().size()];
    positionLots = new long[instruments];
    midTicks = new double[instruments];
    ownBidTicks = new double[instruments];
    ownAskTicks = new double[instruments];
  }
}
