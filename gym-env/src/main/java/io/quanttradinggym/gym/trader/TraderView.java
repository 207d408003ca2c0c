package io.quanttradinggym.gym.trader;

import io.quanttradinggym.sim.market.MarketView;
import org.jspecify.annotations.Nullable;

/**
 * What a trader knows at a decision. Read-only; the same object all along, its answers change with
 * the market.
 */
public interface TraderView {
  MarketView market();

  /** Position in lots, relative to zero at the start of the episode. */
  long positionLots(int instrument);

  /**
   * Money gained so far: cash − starting cash + positions at mid, after fees, in millionths of the
   * currency.
   */
  long pnlMicros();

  /** Starting capital + profit, in millionths of the currency. */
  long equityMicros();

  /** Fees paid in this episode, less rebates. */
  long feesMicros();

  /** Lots bought plus lots sold in this episode. */
  long tradedLots(int instrument);

  /** Own orders that are working, or on their way. */
  WorkingOrders orders();

  /** First decision time of the episode. */
  long startNanos();

  /** End of the episode: no decision is taken at or after it. */
  long endNanos();

  /** Time from one decision to the next. */
  long decisionIntervalNanos();

  /** Number of decisions taken in this episode before the current one. */
  int stepIndex();

  /** Twice the mid price at the first decision, in ticks: the arrival price. */
  long arrivalDoubleMidTicks();

  /** The order to be worked; null in scenarios without one. */
  @Nullable ParentOrder parentOrder();

  /** Lots of the parent order executed so far; 0 without one. */
  long executedLots();

  /**
   * Money paid (bought) or received (sold) for the executed lots of the parent order, in ticks ×
   * lots; 0 without one.
   */
  long executedTickLots();

  /** Largest absolute position that the scenario allows, in lots. */
  long maxPositionLots();
}
