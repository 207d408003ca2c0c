package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.InvalidInputException;

/** Resolves the policies that scenarios name. */
@FunctionalInterface
public interface PolicyResolver {
  /** Resolves no policy. */
  PolicyResolver NONE =
      policy -> {
        throw new InvalidInputException("policy", policy, "no policy");
      };

  /**
   * @param policy path or key in the scenario
   * @throws InvalidInputException if there is no such policy, or it is not valid
   */
  OnnxModel resolve(String policy);
}
