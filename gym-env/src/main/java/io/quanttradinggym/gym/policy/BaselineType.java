package io.quanttradinggym.gym.policy;

import io.quanttradinggym.gym.trader.Decider;
import io.quanttradinggym.sim.parameter.Parameters;
import io.quanttradinggym.sim.parameter.Plugin;

/** A hand-written policy to compare trained ones with. */
public interface BaselineType extends Plugin {
  /**
   * @param setup what the baseline may know of the scenario
   */
  Decider create(Parameters parameters, BaselineSetup setup);
}
