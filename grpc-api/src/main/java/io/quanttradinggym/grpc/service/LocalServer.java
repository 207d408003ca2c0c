package io.quanttradinggym.grpc.service;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.AnonymousInProcessSocketAddress;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.mapping.SnapshotSeal;
import io.quanttradinggym.grpc.resource.Budgets;
import io.quanttradinggym.grpc.resource.Turns;
import io.quanttradinggym.grpc.resource.Workers;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The simulator for one client, which needs no port and no token because nobody else can reach it:
 * this process, or the one that has started it. The same services; one connection at a time. Thread
 * safe.
 */
public final class LocalServer implements AutoCloseable {
  /** Longer than any process lives: an idle connection would lose its environments. */
  private static final long IDLE_DAYS = 365;

  private static final int MAX_METADATA_BYTES = 1 << 20;

  private final AnonymousInProcessSocketAddress address = new AnonymousInProcessSocketAddress();
  private final Budgets budgets;
  private final Workers workers;
  private final boolean isAlone; // whether the workers are its own
  private final Server server;
  private ClientConnection connection;
  private @Nullable ManagedChannel channel;

  private LocalServer(
      Budgets budgets,
      Workers workers,
      boolean isAlone,
      ServerIdentity identity,
      Scenarios scenarios,
      ObjectGateway gateway) {
    this.budgets = budgets;
    this.workers = workers;
    this.isAlone = isAlone;
    connection = newConnection(budgets);
    InProcessServerBuilder builder =
        InProcessServerBuilder.forAddress(address)
            .addTransportFilter(ClientConnection.filter(this::connection, workers))
            .intercept(ClientConnection.interceptor());
    SessionService sessions = new SessionService(identity, gateway);
    new Services(scenarios, sessions, SnapshotSeal.none(), workers, true).addTo(builder);
    server = builder.build();
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts the services.
   *
   * @param identity what the handshake tells
   * @param gateway opened by clients that ask for it
   */
  public static LocalServer start(
      ServerIdentity identity, Scenarios scenarios, ObjectGateway gateway) {
    Budgets budgets = Budgets.ofServer(Runtime.getRuntime().maxMemory());
    return new LocalServer(budgets, new Workers(), true, identity, scenarios, gateway);
  }

  /**
   * Starts the services beside a server, with which they share threads and budgets.
   *
   * @param identity what the handshake tells
   * @param gateway opened by clients that ask for it
   */
  public static LocalServer beside(
      GymServer server, ServerIdentity identity, Scenarios scenarios, ObjectGateway gateway) {
    return new LocalServer(server.budgets(), server.workers(), false, identity, scenarios, gateway);
  }

  private static ClientConnection newConnection(Budgets budgets) {
    return new ClientConnection(budgets.ofConnection(ServerSettings.WHOLE));
  }

  private synchronized ClientConnection connection() {
    return connection;
  }

  /** Begins a new connection, which ends the last one. */
  public synchronized void connect() {
    disconnect();
    connection = newConnection(budgets);
    channel =
        InProcessChannelBuilder.forAddress(address)
            .directExecutor()
            .idleTimeout(IDLE_DAYS, TimeUnit.DAYS)
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .build();
  }

  /** Ends the connection and all that belongs to it. */
  public synchronized void disconnect() {
    if (channel != null) {
      channel.shutdownNow();
      channel = null;
      connection.close();
    }
  }

  /** For calls on the connection. */
  public synchronized Channel channel() {
    if (channel == null) {
      throw new ProblemException(Problem.of(Reason.CANCELLED, "the connection has ended"));
    }
    return channel;
  }

  /** An environment of the connection. */
  public HostedEnvironment environment(String id) {
    ClientConnection current = connection();
    current.checkGreeted();
    return current.environments().get(id);
  }

  /** Threads for steps that run while their caller does something else. */
  public Turns steps() {
    return workers.steps();
  }

  @Override
  public void close() {
    disconnect();
    server.shutdownNow();
    if (isAlone) {
      workers.close();
    }
  }
}
