package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;

/**
 * One decision of a trader, handed to the {@link Policy} that takes it. Valid during the call only.
 */
public interface DecisionContext {
  Views views();

  /** The observation vector, float32 (observation size); not to be changed. */
  float[] observation();

  /**
   * Acts through the scenario's action scheme; {@code action} is float32 (action size), discrete
   * indices included.
   */
  void act(float[] action, int offset);

  /** Direct way to the market, for baselines that are not bound to the action scheme. */
  OrderGateway gateway();

  /** The trader's own stream. */
  RandomStream random();
}
