package io.quanttradinggym.gym.reward;

import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.gym.view.Views;

/**
 * One term of the reward. A term stores its own data of the previous step. Allocation-free after
 * construction.
 */
public interface RewardTerm extends Stateful {
  /** An episode begins. */
  void reset(Views views);

  /**
   * Unweighted value of the term for the completed step.
   *
   * @param terminal whether the episode ends by its own rules with this step
   */
  double evaluate(Views views, boolean terminal);
}
