package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.event.MarketListener;

/**
 * Observes all events of a simulation without changing it: for files, metrics and displays. A
 * simulation gives bit-identical results with and without hooks.
 *
 * <p>The simulation calls the methods after it has updated books, accounts and {@code MarketView}.
 * A hook may read them and must not change anything. A hook is not part of the simulation's state;
 * {@link #onRestored} reports a new state.
 */
public interface SimulationHook extends MarketListener {
  /** The state was replaced: an episode begins, or a saved state was restored. */
  default void onRestored() {}

  /**
   * The clock is about to advance: the current state of the market holds from {@code fromNanos}
   * until just before {@code toNanos}.
   */
  default void onTimePasses(long fromNanos, long toNanos) {}
}
