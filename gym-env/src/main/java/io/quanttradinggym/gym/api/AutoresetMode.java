package io.quanttradinggym.gym.api;

/**
 * When a finished environment of a vector starts its next episode; the modes are those of
 * Gymnasium.
 */
public enum AutoresetMode {
  /** The step after the end ignores the action and returns the next episode's first observation. */
  NEXT_STEP,
  /**
   * The same step returns the next episode's first observation, and the last observation
   * separately.
   */
  SAME_STEP,
  /** The caller resets with a mask. */
  DISABLED
}
