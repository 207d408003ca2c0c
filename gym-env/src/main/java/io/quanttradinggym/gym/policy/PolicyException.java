package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.InvalidInputException;

/** A policy file that cannot be used anywhere: corrupt, or not exported as policies are. */
public final class PolicyException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  static final String ALLOWED = "an ONNX model exported by Quant Trading Gym";

  /**
   * @param name of the policy
   * @param problem what is wrong with it
   */
  public PolicyException(String name, String problem) {
    super("policy %s cannot be used: %s".formatted(name, problem), "policy", name, ALLOWED);
  }
}
