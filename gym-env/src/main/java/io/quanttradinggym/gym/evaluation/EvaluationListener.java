package io.quanttradinggym.gym.evaluation;

/** Receives the progress of an evaluation. */
@FunctionalInterface
public interface EvaluationListener {
  /** Ignores progress. */
  EvaluationListener NONE = (policy, completed, total) -> {};

  /**
   * Called after every episode, one call at a time, from any thread. An exception ends the
   * evaluation.
   *
   * @param policy name of the policy of the episode
   * @param completed completed episodes of all policies, including tuning
   * @param total total number of episodes
   */
  void onEpisode(String policy, long completed, long total);

  /**
   * Called often during episodes, also by several threads at a time. An exception aborts the
   * evaluation.
   */
  default void checkWanted() {}
}
