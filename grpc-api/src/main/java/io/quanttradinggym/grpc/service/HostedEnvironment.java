package io.quanttradinggym.grpc.service;

import io.quanttradinggym.grpc.carrier.EnvironmentHost;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.mapping.EnvironmentCodec;
import io.quanttradinggym.grpc.resource.SliceLength;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import io.quanttradinggym.gym.api.VectorEnvironment;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A vector environment of one connection, with the stream that runs it and the resources that it
 * holds until it is closed. Thread safe; commands come from one stream at a time.
 */
final class HostedEnvironment implements AutoCloseable {
  private final EnvironmentPlan plan;
  private final VectorEnvironment environment;
  private final Leases leases;
  private final EnvironmentCodec codec;
  private final AtomicReference<@Nullable Object> driver = new AtomicReference<>();
  private final SliceLength length = new SliceLength();
  private boolean closed;

  private HostedEnvironment(EnvironmentPlan plan, VectorEnvironment environment, Leases leases) {
    this.plan = plan;
    this.environment = environment;
    this.leases = leases;
    codec =
        new EnvironmentCodec(new EnvironmentHost(environment), plan.infoEveryStep(), plan.seal());
  }

  /**
   * Creates an environment.
   *
   * @param leases resources of the environment: policies of agents, memory, threads; closed with
   *     the environment
   */
  static HostedEnvironment of(EnvironmentPlan plan, Leases leases) {
    return of(plan, plan::make, leases);
  }

  private static HostedEnvironment of(
      EnvironmentPlan plan, Function<Leases, VectorEnvironment> maker, Leases leases) {
    try {
      return new HostedEnvironment(plan, maker.apply(leases), leases);
    } catch (RuntimeException | OutOfMemoryError e) {
      leases.close();
      throw e;
    }
  }

  /**
   * Creates a copy of this environment in its current state.
   *
   * @param leases closed with the copy
   */
  synchronized HostedEnvironment fork(Leases leases) {
    checkOpen();
    if (codec.isUnderWay()) {
      throw new ProblemException(
          Problem.of(
              Reason.ARGUMENT,
              "environment_id names an environment whose step or reset has not finished"));
    }
    HostedEnvironment fork = of(plan, plan::makeForCopy, leases);
    try {
      codec.copyTo(fork.codec);
    } catch (RuntimeException e) {
      fork.close();
      throw e;
    }
    return fork;
  }

  private void checkOpen() {
    if (closed) {
      throw new ProblemException(
          Problem.of(Reason.ARGUMENT, "environment_id names an environment that was closed"));
    }
  }

  /** Reserves the environment for one stream until {@link #release}. */
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

  /**
   * Runs one slice of a command. A rejected command is answered with an error, and the stream
   * continues.
   *
   * @param first whether this is the first slice of the command
   * @return the response; null if work remains
   */
  synchronized @Nullable RunEnvironmentResponse slice(
      RunEnvironmentRequest request, boolean first) {
    RunEnvironmentResponse.Builder response =
        RunEnvironmentResponse.newBuilder().setNumber(request.getNumber());
    try {
      checkOpen();
      if (first) {
        codec.begin(request);
      }
      if (!run(first ? length.first() : length.later())) {
        return null;
      }
      codec.answer(request, response);
    } catch (RuntimeException | OutOfMemoryError e) {
      response.setError(StatusMapping.toCommandError(e));
    }
    return response.build();
  }

  private boolean run(long events) {
    long start = System.nanoTime();
    boolean finished = codec.run(events);
    if (!finished) {
      length.took(events, System.nanoTime() - start);
    }
    return finished;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      plan.close(environment);
    }
    leases.close();
  }
}
