package io.quanttradinggym.gym.policy;

import io.quanttradinggym.gym.action.ActionSpec;
import io.quanttradinggym.gym.trader.Decider;
import io.quanttradinggym.sim.parameter.Parameters;
import io.quanttradinggym.sim.parameter.Plugin;

/** A hand-written policy to compare trained ones with. */
public interface BaselineType extends Plugin {
  /**
   * @param actionSpec of the scenario, for baselines that act through its scheme
   */
  Decider create(Parameters parameters, ActionSpec actionSpec);
}
