package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.InvalidInputException;

/** A policy for another observation or action; the message includes the difference. */
public final class PolicyMismatchException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what "observation" or "action"
   * @param allowed specification of the scenario
   */
  public PolicyMismatchException(
      String policy, String what, String value, String allowed, String difference) {
    super(
        "%s of policy \"%s\": got %s, expected %s of the scenario; difference: %s"
            .formatted(what, policy, value, allowed, difference),
        what,
        value,
        allowed);
  }
}
