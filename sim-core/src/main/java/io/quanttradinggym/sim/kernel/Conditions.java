package io.quanttradinggym.sim.kernel;

/**
 * Conditions that a sleeping agent waits for. Each condition holds at most once and is then
 * removed; the agent receives it by {@link Agent#onCondition}. Waiting costs nothing: an index
 * finds reached conditions in O(log n). Several messages may reach the exchange within one
 * nanosecond, so the mid may have left the price again when the agent is called.
 */
public interface Conditions {
  /** Id of no condition. */
  long NONE = 0;

  /** Waits until the mid price is at or above this price; the condition may hold immediately. */
  long whenAtOrAbove(int instrument, double priceTicks);

  /** Waits until the mid price is at or below this price; the condition may hold immediately. */
  long whenAtOrBelow(int instrument, double priceTicks);

  /**
   * Removes a condition.
   *
   * @return false if the condition has already held; its {@link Agent#onCondition} may still follow
   */
  boolean drop(long condition);
}
