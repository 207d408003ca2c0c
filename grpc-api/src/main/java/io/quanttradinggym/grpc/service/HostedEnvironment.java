package io.quanttradinggym.grpc.service;

import io.quanttradinggym.grpc.carrier.EnvironmentCommand;
import io.quanttradinggym.grpc.carrier.EnvironmentHost;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.mapping.SnapshotSeal;
import io.quanttradinggym.grpc.resource.SliceLength;
import io.quanttradinggym.gym.api.SeatDisplay;
import io.quanttradinggym.gym.api.VectorEnvironment;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A vector environment of one connection, with the stream that runs it and the resources that it
 * holds until it is closed. Thread safe; commands come from one stream at a time.
 */
public final class HostedEnvironment implements AutoCloseable {
  private final EnvironmentPlan plan;
  private final VectorEnvironment environment;
  private final Leases leases;
  private final EnvironmentHost host;
  private final AtomicReference<@Nullable Object> driver = new AtomicReference<>();
  private final SliceLength length = new SliceLength();
  private boolean closed;

  private HostedEnvironment(EnvironmentPlan plan, VectorEnvironment environment, Leases leases) {
    this.plan = plan;
    this.environment = environment;
    this.leases = leases;
    host = new EnvironmentHost(environment);
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
    checkAtRest();
    HostedEnvironment fork = of(plan, plan::makeForCopy, leases);
    try {
      host.copyTo(fork.host);
    } catch (RuntimeException e) {
      fork.close();
      throw e;
    }
    return fork;
  }

  /**
   * State of one environment for a picture.
   *
   * @throws ProblemException if the index is not that of an environment
   */
  synchronized SeatDisplay display(int index) {
    checkOpen();
    checkAtRest();
    if (index < 0 || index >= host.size()) {
      throw new ProblemException(Reason.ARGUMENT, "index", index, "0 to " + (host.size() - 1));
    }
    return environment.environment(index).display(0);
  }

  /** The action masks of its environments: see {@link VectorEnvironment#actionMasks}. */
  synchronized byte[] actionMasks() {
    checkOpen();
    checkAtRest();
    return environment.actionMasks();
  }

  private void checkAtRest() {
    if (host.isUnderWay()) {
      throw new ProblemException(
          Problem.of(
              Reason.ARGUMENT,
              "environment_id names an environment whose step or reset has not finished"));
    }
  }

  /** Whether a step uses several threads. */
  boolean isParallel() {
    return environment.threads() > 1;
  }

  private void checkOpen() {
    if (closed) {
      throw new ProblemException(
          Problem.of(Reason.ARGUMENT, "environment_id names an environment that was closed"));
    }
  }

  /** Reserves the environment for one carrier until {@link #release}. */
  public void acquire(Object stream) {
    if (!driver.compareAndSet(null, stream)) {
      throw new ProblemException(
          Problem.of(
              Reason.ARGUMENT,
              "environment_id names an environment that another stream is running; an environment"
                  + " belongs to one stream at a time"));
    }
  }

  /** The carrier that has acquired the environment needs it no longer. */
  public void release(Object stream) {
    driver.compareAndSet(stream, null);
  }

  /** Reads and writes it within {@link #slice} only. */
  public EnvironmentHost host() {
    return host;
  }

  /** Whether every step tells the infos of all environments, not only of those that ended. */
  public boolean infoEveryStep() {
    return plan.infoEveryStep();
  }

  /** Signs the snapshots that leave. */
  public SnapshotSeal seal() {
    return plan.seal();
  }

  /**
   * Runs one slice of a command.
   *
   * @param first whether this is the first slice of the command
   * @return whether the command has finished
   */
  public synchronized boolean slice(EnvironmentCommand command, boolean first) {
    checkOpen();
    if (first) {
      command.begin();
    }
    if (!run(first ? length.first() : length.later())) {
      return false;
    }
    command.finish();
    return true;
  }

  private boolean run(long events) {
    long start = System.nanoTime();
    boolean finished = host.run(events);
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
