package io.quanttradinggym.gym.reward;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.view.Views;

/** A term without state. */
interface StatelessTerm extends RewardTerm {
  @Override
  default void reset(Views views) {}

  @Override
  default void save(StateWriter out) {}

  @Override
  default void load(StateReader in) {}
}
