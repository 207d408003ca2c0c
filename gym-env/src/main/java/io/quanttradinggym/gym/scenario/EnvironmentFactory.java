package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.gym.api.AutoresetMode;
import io.quanttradinggym.gym.api.Environment;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.api.VectorEnvironment;
import io.quanttradinggym.gym.policy.PolicyResolver;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Creates environments of one scenario. They may run in parallel: they share no state that affects
 * results.
 */
public interface EnvironmentFactory {
  Scenario scenario();

  EnvironmentSpec spec();

  /** Creates an environment without an episode. */
  Environment create();

  /** A factory of the same environments with another policy resolver. */
  EnvironmentFactory withPolicies(PolicyResolver policies);

  /**
   * {@code n} environments stepped together.
   *
   * @param entropy seeds environments that are reset without a seed and never had one
   */
  default VectorEnvironment createVector(
      int n, AutoresetMode mode, int threads, LongSupplier entropy) {
    List<Environment> environments = IntStream.range(0, n).mapToObj(i -> create()).toList();
    return new VectorEnvironment(environments, mode, threads, entropy);
  }
}
