package io.quanttradinggym.grpc.service;

import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.gym.policy.InferenceStop;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.PolicyException;
import io.quanttradinggym.gym.policy.PolicyResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The uploaded policies that one piece of work uses until it is closed. Thread safe. */
final class PolicyLeases implements AutoCloseable {
  private final ConnectionObjects<HostedPolicy> uploaded;
  private final List<HostedPolicy> held = new ArrayList<>();
  private final InferenceStop stop = new InferenceStop();

  PolicyLeases(ClientConnection connection) {
    uploaded = connection.policies();
  }

  /** The model of an upload. */
  synchronized OnnxModel get(String policyId) {
    HostedPolicy policy = uploaded.get(policyId);
    OnnxModel model = policy.acquire();
    held.add(policy);
    return model.until(stop);
  }

  /** Ends the work: its inferences, the running ones included, end at once. */
  void stop() {
    stop.stop();
  }

  /** The policies that agents of a scenario name: uploaded ones only, never files. */
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
    held.forEach(HostedPolicy::release);
    held.clear();
  }
}
