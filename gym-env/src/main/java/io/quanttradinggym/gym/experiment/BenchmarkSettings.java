package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Selection of benchmark cases.
 *
 * @param vectors scenario of the vectors of environments
 * @param quick whether to measure for a shorter time
 * @param only part of the names of the cases to measure; empty = all
 * @param policy additional policy to measure; null = none
 */
public record BenchmarkSettings(
    Scenario vectors, boolean quick, String only, @Nullable OnnxModel policy) {}
