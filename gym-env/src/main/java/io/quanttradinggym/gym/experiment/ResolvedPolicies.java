package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.PolicyResolver;
import java.util.Map;
import java.util.TreeMap;

/** Resolves each policy once, and records the policies of a population. Thread safe. */
final class ResolvedPolicies implements PolicyResolver {
  private final PolicyResolver resolver;
  private final Map<String, OnnxModel> models = new TreeMap<>();

  ResolvedPolicies(PolicyResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public synchronized OnnxModel resolve(String policy) {
    OnnxModel model = models.get(policy);
    if (model == null) {
      model = resolver.resolve(policy);
      models.put(policy, model);
    }
    return model;
  }

  /** A text that differs if any policy differs; empty without policies. */
  synchronized String identity() {
    StringBuilder identity = new StringBuilder();
    models.forEach(
        (policy, model) -> identity.append(' ').append(policy).append(' ').append(model.hash()));
    return identity.toString();
  }
}
