package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.gym.statistics.MeanEstimate;
import org.jspecify.annotations.Nullable;

/**
 * Daily P&amp;L of one entry of a population, in currency, as the mean over its members.
 *
 * @param agent name of the entry
 * @param type agent type
 * @param count number of members
 * @param against the same in the variant; null without a comparison
 * @param difference paired per-seed difference, this scenario − the variant; null without a
 *     comparison
 */
public record AgentPnl(
    String agent,
    String type,
    int count,
    MeanEstimate pnl,
    @Nullable MeanEstimate against,
    @Nullable MeanEstimate difference) {}
