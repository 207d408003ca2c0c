package io.quanttradinggym.gym.view;

/** The episode and its rules. Times are in nanoseconds since midnight. */
public interface TaskView {
  /** The current time. */
  long timeNanos();

  /** First decision time of the episode. */
  long startNanos();

  /** End of the episode: no decision is taken at or after it. */
  long endNanos();

  /** Time between decisions. */
  long decisionIntervalNanos();

  /** Number of decisions taken in this episode before the current one. */
  int stepIndex();

  /** Largest absolute position that the scenario allows, in lots. */
  long maxPositionLots();

  /** The fraction of the episode that has passed, from 0 to 1. */
  default double elapsedFraction() {
    double passed = timeNanos() - startNanos();
    return passed / (endNanos() - startNanos());
  }
}
