package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.InvalidInputException;

/** Finds the policies that scenarios name. */
@FunctionalInterface
public interface PolicyResolver {
  /** Knows no policy. */
  PolicyResolver NONE =
      policy -> {
        throw new InvalidInputException("policy", policy, "no policy");
      };

  /**
   * @param policy path or key, as the scenario writes it
   * @throws InvalidInputException if there is no such policy, or it is not valid
   */
  OnnxModel resolve(String policy);
}
