package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.distribution.DistributionType;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.action.ActionSchemeType;
import io.quanttradinggym.gym.observation.ObservationBlockType;
import io.quanttradinggym.gym.policy.BaselineType;
import io.quanttradinggym.gym.reward.RewardTermType;
import io.quanttradinggym.sim.fundamental.FundamentalType;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.news.NewsType;

/** All plug-ins that scenarios can name by type. */
public record PluginRegistry(
    Plugins<FundamentalType> fundamentals,
    Plugins<NewsType> news,
    Plugins<AgentType> agents,
    Plugins<DistributionType> distributions,
    Plugins<ObservationBlockType> observations,
    Plugins<ActionSchemeType> actions,
    Plugins<RewardTermType> rewards,
    Plugins<BaselineType> baselines) {
  /** All plug-ins on the class path. */
  public static PluginRegistry load() {
    return new PluginRegistry(
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
