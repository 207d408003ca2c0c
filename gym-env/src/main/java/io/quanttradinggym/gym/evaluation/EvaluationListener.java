package io.quanttradinggym.gym.evaluation;

/** Receives how far an evaluation is. */
@FunctionalInterface
public interface EvaluationListener {
  /** Receives nothing. */
  EvaluationListener NONE = (policy, completed, total) -> {};

  /**
   * Called after every episode, one call at a time, from any thread; what it throws ends the
   * evaluation.
   *
   * @param policy whose episode it was
   * @param completed episodes so far, of all policies, tuning included
   * @param total episodes in all
   */
  void onEpisode(String policy, long completed, long total);

  /**
   * Called often while episodes are played, also by several threads at a time; what it throws ends
   * the evaluation.
   */
  default void checkWanted() {}
}
