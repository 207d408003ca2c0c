package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.gym.view.Views;

/** Takes the decisions of one trader inside the JVM. */
public interface Policy extends Stateful, AutoCloseable {
  /** An episode begins. */
  default void reset(Views views) {}

  void decide(DecisionContext decision);

  @Override
  default void save(StateWriter out) {}

  @Override
  default void load(StateReader in) {}

  @Override
  default void close() {}
}
