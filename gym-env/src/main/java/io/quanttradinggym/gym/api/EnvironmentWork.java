package io.quanttradinggym.gym.api;

/**
 * Work on each environment of a vector by itself, other than one reset or step of all of them.
 * Several threads do it, each on another environment.
 */
public interface EnvironmentWork {
  /**
   * Continues the work on an environment.
   *
   * @param budget number of events that the calling thread may still process, at least 1
   * @return what is left of the budget; {@link Environment#UNFINISHED} if it was used up before the
   *     work was done
   */
  long run(int i, long budget);

  /** Whether no work on the environment remains. */
  boolean isFinished(int i);
}
