package io.quanttradinggym.gym.api;

/**
 * The state of one seat's episode, beside its observation. A row that an environment fills and its
 * caller reads: {@link Environment#info} overwrites all of it. Money is in millionths of the
 * currency.
 */
public final class EpisodeInfo {
  /** The seed that began the environment's sequence of episodes; unsigned. */
  public long episodeSeed;

  /** 0 for the episode that the seed names, k for the k-th after it. */
  public long episodeIndex;

  /** Since midnight of the session date, or since the start where a market has no date. */
  public long timeNanos;

  /** Starting capital and P&amp;L. */
  public long equityMicros;

  /** Gained so far in this episode, positions at mid. */
  public long pnlMicros;

  /** Paid so far in this episode, less rebates. */
  public long feesMicros;

  /** How many times a limit changed what the policy asked for. */
  public long interventions;

  /** Sum of the rewards so far. */
  public double episodeReturn;

  /** Number of steps so far. */
  public int episodeLength;

  /** Running digest of all events of the market. */
  public long digest;

  /** Digest of all that the seat sent to the market in this episode. */
  public long ordersDigest;

  /** What the market does with orders in {@link #instrument} now; 0 in a market without phases. */
  public int phase;

  /** Index of the instrument that pictures and recordings show. */
  public int instrument;

  /** In lots, by instrument. */
  public final long[] positionLots;

  /** Mid prices in ticks, by instrument. */
  public final double[] midTicks;

  /** Price of the seat's best working bid in ticks, by instrument; NaN where there is none. */
  public final double[] ownBidTicks;

  /** Price of the seat's best working ask in ticks, by instrument; NaN where there is none. */
  public final double[] ownAskTicks;

  /**
   * @param instruments of the environment; may be 0
   */
  public EpisodeInfo(int instruments) {
    positionLots = new long[instruments];
    midTicks = new double[instruments];
    ownBidTicks = new double[instruments];
    ownAskTicks = new double[instruments];
  }
}
