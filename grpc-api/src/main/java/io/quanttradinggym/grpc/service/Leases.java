package io.quanttradinggym.grpc.service;

import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.resource.Budget;
import io.quanttradinggym.grpc.resource.Budgets;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.gym.policy.InferenceStop;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.PolicyException;
import io.quanttradinggym.gym.policy.PolicyResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Resources of a connection that one operation holds until it is closed: uploaded policies and
 * shares of budgets. Thread safe.
 */
final class Leases implements AutoCloseable {
  private final ConnectionObjects<HostedPolicy> uploaded;
  private final Budgets budgets;
  private final List<Runnable> ends = new ArrayList<>();
  private final InferenceStop stop = new InferenceStop();

  Leases(ClientConnection connection) {
    uploaded = connection.policies();
    budgets = connection.budgets();
  }

  /** The budgets of the connection. */
  Budgets budgets() {
    return budgets;
  }

  /**
   * Takes an amount from a budget.
   *
   * @throws ProblemException if the remaining budget is too small
   */
  synchronized void take(Budget budget, long amount) {
    budget.take(amount);
    ends.add(() -> budget.giveBack(amount));
  }

  /** Returns the model of an uploaded policy. */
  synchronized OnnxModel get(String policyId) {
    HostedPolicy policy = uploaded.get(policyId);
    OnnxModel model = policy.acquire();
    ends.add(policy::release);
    return model.until(stop);
  }

  /** Ends the operation. All its inferences, including running ones, are aborted. */
  void stop() {
    stop.stop();
  }

  /**
   * Resolves the policies that agents of a scenario name. Only uploaded policies are accepted,
   * never files.
   */
  PolicyResolver of(ScenarioSource source) {
    Map<String, String> ids = Map.copyOf(source.getPoliciesMap());
    return policy -> {
      String id = ids.get(policy);
      if (id == null) {
        throw new PolicyException(policy, "not uploaded with the scenario");
      }
      return get(id);
    };
  }

  @Override
  public synchronized void close() {
    ends.forEach(Runnable::run);
    ends.clear();
  }
}
