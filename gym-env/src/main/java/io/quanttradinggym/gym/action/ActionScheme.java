package io.quanttradinggym.gym.action;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.trader.ActionTarget;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;

/** Turns actions into orders. Allocation-free after construction. */
public interface ActionScheme extends ActionTarget {
  @Override
  default void reset(Views views) {}

  /**
   * Sends the orders of one action. The action has been checked against {@link #spec()}.
   *
   * @param action (size) at {@code offset}; discrete choices as whole numbers
   * @return number of times a limit changed the requested orders
   */
  @Override
  int apply(float[] action, int offset, Views views, OrderGateway gateway);

  @Override
  default void save(StateWriter out) {}

  @Override
  default void load(StateReader in) {}
}
