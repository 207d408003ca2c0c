package io.quanttradinggym.grpc.service;

import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.mapping.SnapshotSeal;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.gym.api.AutoresetMode;
import io.quanttradinggym.gym.api.VectorEnvironment;
import io.quanttradinggym.gym.scenario.EnvironmentFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that it takes to make a vector environment once more. One that was closed is kept, so that
 * who forks and closes again and again waits for copies only. Thread safe.
 */
final class EnvironmentPlan {
  private static final int MAX_ENVIRONMENTS = 1 << 16;

  private final EnvironmentFactory factory;
  private final CreateEnvironmentRequest request;
  private final LongSupplier entropy;
  private final SnapshotSeal seal;
  private final AtomicReference<@Nullable VectorEnvironment> spare = new AtomicReference<>();

  /**
   * @param factory finds no policies: each environment has leases of its own
   * @param seal signs the snapshots that leave
   * @param entropy seeds environments that are reset without ever having had a seed
   * @throws ProblemException if the request is not valid
   */
  EnvironmentPlan(
      EnvironmentFactory factory,
      CreateEnvironmentRequest request,
      LongSupplier entropy,
      SnapshotSeal seal) {
    this.seal = seal;
    this.factory = factory;
    this.request = request;
    this.entropy = entropy;
    int n = request.getNumEnvs();
    if (n < 1 || n > MAX_ENVIRONMENTS) {
      throw new ProblemException(Reason.ARGUMENT, "num_envs", n, "1 to " + MAX_ENVIRONMENTS);
    }
    mode(request);
  }

  /**
   * @param policies for agents of the population
   */
  VectorEnvironment make(PolicyLeases policies) {
    int threads = Runtime.getRuntime().availableProcessors();
    return factory
        .withPolicies(policies.of(request.getScenario()))
        .createVector(request.getNumEnvs(), mode(), threads, entropy);
  }

  /** An environment to be overwritten by a copy. */
  VectorEnvironment makeForCopy(PolicyLeases policies) {
    VectorEnvironment used = spare.getAndSet(null);
    return used == null ? make(policies) : used;
  }

  /** Takes back an environment that nobody will use. */
  void close(VectorEnvironment environment) {
    // Several have threads, and agents with policies cannot outlive their leases.
    boolean simple = environment.size() == 1 && request.getScenario().getPoliciesCount() == 0;
    if (!simple || !spare.compareAndSet(null, environment)) {
      environment.close();
    }
  }

  AutoresetMode mode() {
    return mode(request);
  }

  SnapshotSeal seal() {
    return seal;
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
