package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.api.CanonicalJson;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.PolicyResolver;
import java.util.Map;
import java.util.TreeMap;

/** Records the policies of a scenario's population. Thread safe. */
final class UsedPolicies implements PolicyResolver {
  private final PolicyResolver resolver;
  private final Map<String, Object> hashes = new TreeMap<>();

  UsedPolicies(PolicyResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public synchronized OnnxModel resolve(String policy) {
    OnnxModel model = resolver.resolve(policy);
    hashes.put(policy, model.hash());
    return model;
  }

  /** A text that differs if any policy differs; empty without policies. */
  synchronized String identity() {
    return hashes.isEmpty() ? "" : CanonicalJson.write(hashes);
  }
}
