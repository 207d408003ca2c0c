package io.quanttradinggym.grpc;

import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.gym.AutoresetMode;
import io.quanttradinggym.gym.EnvironmentFactory;
import io.quanttradinggym.gym.VectorTradingEnv;
import java.util.function.LongSupplier;

/**
 * All that it takes to make a vector environment once more.
 *
 * @param factory finds no policies: each environment has leases of its own
 * @param request valid
 * @param entropy seeds environments that are reset without ever having had a seed
 */
record EnvironmentPlan(
    EnvironmentFactory factory, CreateEnvironmentRequest request, LongSupplier entropy) {
  private static final int MAX_ENVIRONMENTS = 1 << 16;

  EnvironmentPlan {
    int n = request.getNumEnvs();
    if (n < 1 || n > MAX_ENVIRONMENTS) {
      throw new ProblemException(Reason.ARGUMENT, "num_envs", n, "1 to " + MAX_ENVIRONMENTS);
    }
    mode(request);
  }

  /**
   * @param policies for agents of the population
   */
  VectorTradingEnv make(PolicyLeases policies) {
    int threads = Runtime.getRuntime().availableProcessors();
    return factory
        .withPolicies(policies.of(request.getScenario()))
        .createVector(request.getNumEnvs(), mode(), threads, entropy);
  }

  AutoresetMode mode() {
    return mode(request);
  }

  boolean infoEveryStep() {
    return request.getInfoEveryStep();
  }

  private static AutoresetMode mode(CreateEnvironmentRequest request) {
    return switch (request.getAutoresetMode()) {
      case AUTORESET_MODE_UNSPECIFIED, AUTORESET_MODE_NEXT_STEP -> AutoresetMode.NEXT_STEP;
      case AUTORESET_MODE_SAME_STEP -> AutoresetMode.SAME_STEP;
      case AUTORESET_MODE_DISABLED -> AutoresetMode.DISABLED;
      case UNRECOGNIZED ->
          throw new ProblemException(
              Reason.ARGUMENT,
              "autoreset_mode",
              request.getAutoresetModeValue(),
              "NEXT_STEP, SAME_STEP, DISABLED");
    };
  }
}
