package io.quanttradinggym.sim.kernel;

/**
 * What an agent waits for while it sleeps. Each condition holds once and is then gone; the agent
 * receives it by {@link Agent#onCondition}. Waiting costs nothing: conditions are found through an
 * index, in O(log n), when what they wait for happens. Several messages may reach the exchange in
 * one nanosecond: when an agent learns that a price was reached, it may be gone again.
 */
public interface Conditions {
  /** Not a condition. */
  long NONE = 0;

  /** Waits until the mid price is at or above this; that may be at once. */
  long whenAtOrAbove(int instrument, double priceTicks);

  /** Waits until the mid price is at or below this; that may be at once. */
  long whenAtOrBelow(int instrument, double priceTicks);

  /**
   * Waits no longer.
   *
   * @return false where the condition has held already; the agent may then still hear of it
   */
  boolean drop(long condition);
}
