package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.policy.PolicyResolver;

/**
 * Options of environments in addition to their scenario.
 *
 * @param policies resolves the policies that the scenario names
 * @param maxEpisodeSteps truncates episodes; 0 = the task's own horizon only
 * @param warmups states that episodes may begin from, shared with other factories
 */
public record EnvironmentOptions(
    PolicyResolver policies, int maxEpisodeSteps, WarmupCache warmups) {
  public EnvironmentOptions {
    if (maxEpisodeSteps < 0) {
      throw new InvalidInputException("max_episode_steps", maxEpisodeSteps, "0 (none) or more");
    }
  }

  /** Options without policies, truncation and shared states. */
  public static EnvironmentOptions defaults() {
    return of(PolicyResolver.NONE);
  }

  /** Options with policies, without truncation and shared states. */
  public static EnvironmentOptions of(PolicyResolver policies) {
    return new EnvironmentOptions(policies, 0, new WarmupCache());
  }
}
