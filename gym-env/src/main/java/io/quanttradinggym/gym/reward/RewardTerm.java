package io.quanttradinggym.gym.reward;

import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.gym.view.Views;

/**
 * One term of the reward. Keeps its own data of the previous step; allocation-free after
 * construction.
 */
public interface RewardTerm extends Stateful {
  /** An episode begins. */
  void reset(Views views);

  /**
   * The term's value for the step that just ended, before its weight.
   *
   * @param terminal whether the episode ends by its own rules with this step
   */
  double evaluate(Views views, boolean terminal);
}
