package io.quanttradinggym.grpc.service;

import io.grpc.Context;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.mapping.SnapshotSeal;
import io.quanttradinggym.grpc.resource.EnvironmentSize;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.gym.api.AutoresetMode;
import io.quanttradinggym.gym.api.Environment;
import io.quanttradinggym.gym.api.VectorEnvironment;
import io.quanttradinggym.gym.scenario.EnvironmentFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything needed to create a vector environment again. One closed environment is kept for reuse,
 * so that a client that forks and closes repeatedly waits for copies only. Thread safe.
 */
final class EnvironmentPlan {
  private static final int MAX_ENVIRONMENTS = 1 << 16;
  private static final int MAX_THREADS = 1 << 10;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final EnvironmentFactory factory;
  private final CreateEnvironmentRequest request;
  private final LongSupplier entropy;
  private final SnapshotSeal seal;
  private final int threads;
  private final AtomicReference<@Nullable VectorEnvironment> spare = new AtomicReference<>();
  private volatile long bytes; // of all environments; measured at the first creation

  /**
   * @param factory does not resolve policies; each environment has its own leases
   * @param seal signs snapshots for clients
   * @param entropy seeds environments that are reset without a seed and never had one
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
    int asked = request.getThreads();
    if (asked < 0 || asked > MAX_THREADS) {
      throw new ProblemException(Reason.ARGUMENT, "threads", asked, "0 to " + MAX_THREADS);
    }
    threads = asked == 0 ? CORES : asked;
    mode(request);
  }

  /**
   * Creates the environments. Rejects the request before more than two exist.
   *
   * @param leases hold the policies of population agents, memory and threads
   */
  VectorEnvironment make(Leases leases) {
    int n = request.getNumEnvs();
    leases.take(leases.budgets().environmentThreads(), Math.min(n, threads) - 1);
    EnvironmentFactory maker = factory.withPolicies(leases.of(request.getScenario()));
    List<Environment> environments = new ArrayList<>();
    if (n > 1) {
      environments.add(maker.create()); // may load classes; the next creation does not
    }
    EnvironmentSize.Measured<Environment> measured =
        EnvironmentSize.measure(factory.spec(), maker::create);
    bytes = n * measured.bytes();
    leases.take(leases.budgets().environmentMemory(), bytes);
    environments.add(measured.made());
    while (environments.size() < n) {
      checkWanted();
      environments.add(maker.create());
    }
    checkWanted();
    return new VectorEnvironment(environments, mode(), threads, entropy);
  }

  /** Ends a creation that nobody waits for any more. */
  private static void checkWanted() {
    if (Context.current().isCancelled()) {
      throw new ProblemException(Problem.of(Reason.CANCELLED, "the client has cancelled the call"));
    }
  }

  /** Returns an environment to be overwritten by a copy. */
  VectorEnvironment makeForCopy(Leases leases) {
    VectorEnvironment used = spare.getAndSet(null);
    if (used == null) {
      return make(leases);
    }
    leases.take(leases.budgets().environmentMemory(), bytes);
    return used;
  }

  /** Takes back an environment that is no longer in use. */
  void close(VectorEnvironment environment) {
    // Larger vectors hold threads. Agents with policies must not outlive their leases.
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
