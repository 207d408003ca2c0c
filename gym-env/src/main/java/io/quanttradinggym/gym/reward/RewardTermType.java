package io.quanttradinggym.gym.reward;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;

/** A kind of reward term that scenarios can choose. */
public interface RewardTermType extends Plugin {
  RewardTerm create(Parameters parameters);
}
