package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.Arrays;

/** Turns a trader's actions into orders. */
public interface ActionTarget extends Stateful {
  ActionSpec spec();

  /** An episode begins. */
  void reset(Views views);

  /**
   * Writes which choices would have an effect now; by default all of them.
   *
   * @param out ({@link ActionSpec#choices}): the choices of all components in order
   */
  default void mask(Views views, boolean[] out) {
    Arrays.fill(out, true);
  }

  /**
   * Sends the orders of one action, which is already validated.
   *
   * @return number of changes of the action by limits
   */
  int apply(float[] action, int offset, Views views, OrderGateway gateway);
}
