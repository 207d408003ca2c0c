package io.quanttradinggym.gym.trader;

import io.quanttradinggym.gym.api.SeatContext;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;

/** The seat of a trader in an order-book market, as seen by its policy. */
public interface DecisionContext extends SeatContext {
  Views views();

  /** Direct access to the market, for baselines that bypass the action scheme. */
  OrderGateway gateway();
}
