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
 * Makes environments of one scenario. They may run in parallel: they share nothing that has an
 * influence on them.
 */
public interface EnvironmentFactory {
  Scenario scenario();

  EnvironmentSpec spec();

  /** An environment that has not begun. */
  Environment create();

  /** A factory of the same environments, which looks for policies elsewhere. */
  EnvironmentFactory withPolicies(PolicyResolver policies);

  /**
   * {@code n} environments stepped together.
   *
   * @param entropy seeds environments that are reset without ever having had a seed
   */
  default VectorEnvironment createVector(
      int n, AutoresetMode mode, int threads, LongSupplier entropy) {
    List<Environment> environments = IntStream.range(0, n).mapToObj(i -> create()).toList();
    return new VectorEnvironment(environments, mode, threads, entropy);
  }
}
