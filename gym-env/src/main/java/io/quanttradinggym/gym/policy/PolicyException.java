package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.InvalidInputException;

/** A policy file that no scenario can use: corrupt, or not exported by this project. */
public final class PolicyException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  static final String ALLOWED = "an ONNX model exported by Quant Trading Gym";

  /**
   * @param name name of the policy
   * @param problem the defect, such as "no output named action"
   */
  public PolicyException(String name, String problem) {
    this(name, problem, ALLOWED);
  }

  PolicyException(String name, String problem, String allowed) {
    super(
        "policy: got \"%s\" (%s), expected %s".formatted(name, problem, allowed),
        "policy",
        name,
        allowed);
  }
}
