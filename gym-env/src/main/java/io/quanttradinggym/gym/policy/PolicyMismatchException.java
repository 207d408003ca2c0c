package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.InvalidInputException;

/** A policy that was made for another observation or action; the message shows the difference. */
public final class PolicyMismatchException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what "observation" or "action"
   * @param allowed what the scenario has
   */
  public PolicyMismatchException(
      String policy, String what, String value, String allowed, String difference) {
    super(
        "policy %s does not fit: its %s is %s, the scenario's is %s; %s"
            .formatted(policy, what, value, allowed, difference),
        what,
        value,
        allowed);
  }
}
