package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.event.MarketListener;

/**
 * Receives everything that happens in a simulation and has no say in it: for files, metrics and
 * screens. A simulation is the same, bit for bit, with hooks and without.
 *
 * <p>Methods are called from inside the simulation, when books, accounts and {@code MarketView}
 * already show what they tell; reading these is allowed, changing anything is not. A hook is no
 * part of the simulation's state: it is told when another state begins.
 */
public interface SimulationHook extends MarketListener {
  /** Another state: an episode begins, or a saved state was restored. */
  default void onRestored() {}

  /**
   * The clock is about to move: what the market shows now is what it shows from {@code fromNanos}
   * until just before {@code toNanos}.
   */
  default void onTimePasses(long fromNanos, long toNanos) {}
}
