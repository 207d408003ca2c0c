package io.quanttradinggym.gym.reward;

import io.quanttradinggym.gym.config.Configured;

/** A reward term and its weight in the sum. */
public record WeightedTerm(Configured<RewardTermType> term, double weight) {}
