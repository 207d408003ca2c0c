package io.quanttradinggym.grpc.service;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.health.v1.HealthGrpc;
import io.quanttradinggym.grpc.mapping.SnapshotSeal;
import io.quanttradinggym.grpc.resource.Workers;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.SessionServiceGrpc;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The services of the simulator, and the threads on which their calls run.
 *
 * @param seal signs the snapshots that leave
 * @param isOwn whether the server is its only client's own
 */
record Services(
    Scenarios scenarios,
    SessionService sessions,
    SnapshotSeal seal,
    Workers workers,
    boolean isOwn) {

  /** Adds all services to a server. */
  void addTo(ServerBuilder<?> builder) {
    builder
        .directExecutor() // only resolves the method; see executors
        .callExecutor(executors());
    all().forEach(service -> builder.addService(CheckedMessages.of(service)));
  }

  private List<BindableService> all() {
    WarmupCache warmups = new WarmupCache();
    ScenarioSources sources = new ScenarioSources(scenarios);
    return List.of(
        sessions,
        new ScenarioService(scenarios),
        new EnvironmentService(sources, warmups, workers, seal),
        new RolloutService(workers),
        new PolicyService(new PolicyPlayer(scenarios, warmups), workers.jobs()),
        new WatchService(sources),
        new SimulationService(sources, workers.jobs()),
        new ReplayService(workers.jobs()),
        new BenchService(scenarios, isOwn, workers.jobs()));
  }

  /**
   * Calls run on workers in turn. Calls that only look up or forward data run on the caller's or
   * the network's threads, so that they are answered even when all workers are busy.
   */
  private ServerCallExecutorSupplier executors() {
    Set<String> brief =
        Set.of(
            SessionServiceGrpc.getHandshakeMethod().getFullMethodName(),
            HealthGrpc.getCheckMethod().getFullMethodName(),
            HealthGrpc.getWatchMethod().getFullMethodName(),
            EnvironmentServiceGrpc.getRunEnvironmentMethod().getFullMethodName());
    return new ServerCallExecutorSupplier() {
      @Override
      public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
        return brief.contains(call.getMethodDescriptor().getFullMethodName())
            ? Runnable::run
            : workers.calls(ClientConnection.of(call));
      }
    };
  }
}
