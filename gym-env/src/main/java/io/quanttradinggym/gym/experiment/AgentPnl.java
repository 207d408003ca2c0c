package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.gym.statistics.MeanEstimate;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of a population earns in a day: currency, a mean over its members.
 *
 * @param agent name of the entry
 * @param type of the agents
 * @param count number of members
 * @param against in the variant; null without a comparison
 * @param difference seed by seed, this less the variant; null without a comparison
 */
public record AgentPnl(
    String agent,
    String type,
    int count,
    MeanEstimate pnl,
    @Nullable MeanEstimate against,
    @Nullable MeanEstimate difference) {}
