package io.quanttradinggym.grpc.service;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.health.v1.HealthGrpc;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.SessionServiceGrpc;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.Set;
import java.util.concurrent.Executor;

/** The services of the simulator, and the threads on which their calls run. */
final class Services {
  private Services() {}

  /**
   * Adds all services to a server.
   *
   * @param isOwn whether the server is its only client's own
   */
  static void addTo(
      ServerBuilder<?> builder,
      SessionService sessions,
      Scenarios scenarios,
      Workers workers,
      boolean isOwn) {
    WarmupCache warmups = new WarmupCache();
    ScenarioSources sources = new ScenarioSources(scenarios);
    builder
        .directExecutor() // only looks for the method: see executors
        .callExecutor(executors(workers))
        .addService(sessions)
        .addService(new ScenarioService(scenarios))
        .addService(new EnvironmentService(sources, warmups, workers))
        .addService(new PolicyService(new PolicyPlayer(scenarios, warmups), workers.jobs()))
        .addService(new WatchService(sources))
        .addService(new SimulationService(sources, workers.jobs()))
        .addService(new ReplayService(workers.jobs()))
        .addService(new BenchService(scenarios, isOwn, workers.jobs()));
  }

  /**
   * Calls run on workers, in turns. On the caller's or the network's own threads run those that only
   * look something up or pass something on: they are answered however busy the workers are.
   */
  private static ServerCallExecutorSupplier executors(Workers workers) {
    Set<MethodDescriptor<?, ?>> brief =
        Set.of(
            SessionServiceGrpc.getHandshakeMethod(),
            HealthGrpc.getCheckMethod(),
            HealthGrpc.getWatchMethod(),
            EnvironmentServiceGrpc.getRunEnvironmentMethod());
    return new ServerCallExecutorSupplier() {
      @Override
      public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
        return brief.contains(call.getMethodDescriptor())
            ? Runnable::run
            : workers.calls(ClientConnection.of(call));
      }
    };
  }
}
