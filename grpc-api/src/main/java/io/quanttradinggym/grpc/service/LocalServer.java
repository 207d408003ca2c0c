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
 * The simulator within this process: the same services, without a port and without a token, because
 * nobody else can reach them. It has one connection at a time. Thread safe.
 */
public final class LocalServer implements AutoCloseable {
  /** Longer than any process lives: an idle connection would lose its environments. */
  private static final long IDLE_DAYS = 365;

  private static final int MAX_METADATA_BYTES = 1 << 20;

  private final AnonymousInProcessSocketAddress address = new AnonymousInProcessSocketAddress();
  private final Budgets budgets = Budgets.ofServer(Runtime.getRuntime().maxMemory());
  private final Workers workers = new Workers();
  private final Server server;
  private ClientConnection connection = newConnection();
  private @Nullable ManagedChannel channel;

  private LocalServer(ServerIdentity identity, Scenarios scenarios, ObjectGateway gateway) {
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
    return new LocalServer(identity, scenarios, gateway);
  }

  private ClientConnection newConnection() {
    return new ClientConnection(budgets.ofConnection(ServerSettings.WHOLE));
  }

  private synchronized ClientConnection connection() {
    return connection;
  }

  /** Begins a new connection, which ends the last one. */
  public synchronized void connect() {
    disconnect();
    connection = newConnection();
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
    workers.close();
  }
}
