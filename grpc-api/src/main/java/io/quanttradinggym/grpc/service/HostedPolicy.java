package io.quanttradinggym.grpc.service;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.gym.policy.OnnxModel;
import java.util.Map;

/**
 * An uploaded policy. Its native memory is freed after its connection has ended and the last
 * episode that uses it is over. Thread safe.
 */
final class HostedPolicy {
  private final OnnxModel model;
  private final Leases leases;
  private int users = 1; // the connection

  /**
   * @param leases closed with the model
   */
  HostedPolicy(OnnxModel model, Leases leases) {
    this.model = model;
    this.leases = leases;
  }

  /** The model, until {@link #release}. */
  synchronized OnnxModel acquire() {
    if (users == 0) {
      throw new ProblemException(Problem.of(Reason.CANCELLED, "the connection has ended"));
    }
    users++;
    return model;
  }

  Map<String, String> metadata() {
    return model.metadata();
  }

  synchronized void release() {
    users--;
    if (users == 0) {
      model.close();
      leases.close();
    }
  }
}
