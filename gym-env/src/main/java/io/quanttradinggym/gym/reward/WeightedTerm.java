package io.quanttradinggym.gym.reward;

import io.quanttradinggym.gym.config.Configured;

/** A reward term and the factor that it enters the sum with. */
public record WeightedTerm(Configured<RewardTermType> term, double weight) {}
