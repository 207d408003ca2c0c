package io.quanttradinggym.gym.trader;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import io.quanttradinggym.sim.state.Stateful;

/** Takes the decisions of one trader inside the JVM. */
public interface Decider extends Stateful, AutoCloseable {
  /** An episode begins. */
  default void reset(TraderView view) {}

  void decide(Decision decision);

  @Override
  default void save(StateWriter out) {}

  @Override
  default void load(StateReader in) {}

  @Override
  default void close() {}
}
