package io.quanttradinggym.grpc.service;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.grpc.carrier.EnvironmentHost;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import io.quanttradinggym.gym.api.VectorEnvironment;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A vector environment of one connection: who drives it, and what it holds until it is closed.
 * Thread safe, though commands are meant to come from one stream.
 */
final class HostedEnvironment implements AutoCloseable {
  /** Commands of this length keep a connection's thread from its other duties for too long. */
  private static final long SLOW_NANOS = 500 * Units.NANOS_PER_MILLI;

  private final EnvironmentPlan plan;
  private final VectorEnvironment environment;
  private final PolicyLeases policies;
  private final EnvironmentCodec codec;
  private final AtomicReference<@Nullable Object> driver = new AtomicReference<>();
  private boolean closed;
  private volatile boolean quick;

  private HostedEnvironment(
      EnvironmentPlan plan, VectorEnvironment environment, PolicyLeases policies) {
    this.plan = plan;
    this.environment = environment;
    this.policies = policies;
    codec = new EnvironmentCodec(new EnvironmentHost(environment), plan.infoEveryStep());
  }

  /**
   * Makes an environment.
   *
   * @param policies those that agents of the population act by; closed with the environment
   */
  static HostedEnvironment of(EnvironmentPlan plan, PolicyLeases policies) {
    return of(plan, plan::make, policies);
  }

  private static HostedEnvironment of(
      EnvironmentPlan plan,
      Function<PolicyLeases, VectorEnvironment> maker,
      PolicyLeases policies) {
    try {
      return new HostedEnvironment(plan, maker.apply(policies), policies);
    } catch (RuntimeException | OutOfMemoryError e) {
      policies.close();
      throw e;
    }
  }

  /**
   * Makes another environment that is a copy of this one as it stands.
   *
   * @param leases closed with the copy
   */
  synchronized HostedEnvironment fork(PolicyLeases leases) {
    checkOpen();
    HostedEnvironment fork = of(plan, plan::makeForCopy, leases);
    try {
      codec.copyTo(fork.codec);
    } catch (RuntimeException e) {
      fork.close();
      throw e;
    }
    fork.quick = quick;
    return fork;
  }

  private void checkOpen() {
    if (closed) {
      throw new ProblemException(
          Problem.of(Reason.ARGUMENT, "environment_id names an environment that was closed"));
    }
  }

  /** Whether {@code command} is so short that any thread can run it. */
  boolean isQuick(RunEnvironmentRequest command) {
    return quick && command.hasStep();
  }

  /** Gives the environment to one stream, until {@link #release}. */
  void acquire(Object stream) {
    if (!driver.compareAndSet(null, stream)) {
      throw new ProblemException(
          Problem.of(
              Reason.ARGUMENT,
              "environment_id names an environment that another stream is running; an environment"
                  + " belongs to one stream at a time"));
    }
  }

  void release(Object stream) {
    driver.compareAndSet(stream, null);
  }

  /** Carries out one command. What it refuses it answers with an error, and goes on. */
  synchronized RunEnvironmentResponse run(RunEnvironmentRequest request) {
    RunEnvironmentResponse.Builder response = RunEnvironmentResponse.newBuilder();
    long start = System.nanoTime();
    try {
      checkOpen();
      codec.run(request, response);
      boolean begins = request.hasReset() || request.hasRestore();
      quick = System.nanoTime() - start < SLOW_NANOS && (quick || begins);
    } catch (RuntimeException | OutOfMemoryError e) {
      response.setError(StatusMapping.toCommandError(e));
    }
    return response.build();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      plan.close(environment);
    }
    policies.close();
  }
}
