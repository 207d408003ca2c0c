package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param vectors what vectors of environments are made of
 * @param quick measures for a shorter time
 * @param only part of the names of the cases to measure; empty = all
 * @param policy to measure as well; null = none
 */
public record BenchmarkSettings(
    Scenario vectors, boolean quick, String only, @Nullable OnnxModel policy) {}
