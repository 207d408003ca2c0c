package io.quanttradinggym.gym.reward;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.gym.view.NeedsViews;

/** A kind of reward term that scenarios can choose. */
public interface RewardTermType extends Plugin, NeedsViews {
  RewardTerm create(Parameters parameters);
}
