package io.quanttradinggym.gym.reward;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.view.Views;

/** A term that needs nothing of the previous step. */
interface StatelessTerm extends RewardTerm {
  @Override
  default void reset(Views views) {}

  @Override
  default void save(StateWriter out) {}

  @Override
  default void load(StateReader in) {}
}
