package io.quanttradinggym.gym.reward;

import io.quanttradinggym.sim.parameter.Parameters;
import io.quanttradinggym.sim.parameter.Plugin;

/** A kind of reward term that scenarios can choose. */
public interface RewardTermType extends Plugin {
  RewardTerm create(Parameters parameters);
}
