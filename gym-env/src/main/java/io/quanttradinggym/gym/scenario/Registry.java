package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.gym.action.ActionSchemeType;
import io.quanttradinggym.gym.observation.ObservationBlockType;
import io.quanttradinggym.gym.policy.BaselineType;
import io.quanttradinggym.gym.reward.RewardTermType;
import io.quanttradinggym.sim.distribution.DistributionType;
import io.quanttradinggym.sim.engine.AgentType;
import io.quanttradinggym.sim.fundamental.FundamentalType;
import io.quanttradinggym.sim.fundamental.NewsType;
import io.quanttradinggym.sim.parameter.Plugins;

/** Everything that scenarios can name by its type. */
public record Registry(
    Plugins<FundamentalType> fundamentals,
    Plugins<NewsType> news,
    Plugins<AgentType> agents,
    Plugins<DistributionType> distributions,
    Plugins<ObservationBlockType> observations,
    Plugins<ActionSchemeType> actions,
    Plugins<RewardTermType> rewards,
    Plugins<BaselineType> baselines) {
  /** All plug-ins on the class path. */
  public static Registry load() {
    return new Registry(
        Plugins.load(FundamentalType.class),
        Plugins.load(NewsType.class),
        Plugins.load(AgentType.class),
        Plugins.load(DistributionType.class),
        Plugins.load(ObservationBlockType.class),
        Plugins.load(ActionSchemeType.class),
        Plugins.load(RewardTermType.class),
        Plugins.load(BaselineType.class));
  }
}
