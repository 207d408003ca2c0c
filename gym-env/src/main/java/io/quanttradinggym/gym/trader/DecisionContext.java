package io.quanttradinggym.gym.trader;

import io.quanttradinggym.gym.api.SeatContext;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;

/** The seat of a trader in an order-book market, as the policy that takes its decisions uses it. */
public interface DecisionContext extends SeatContext {
  Views views();

  /** Direct way to the market, for baselines that are not bound to the action scheme. */
  OrderGateway gateway();
}
