package io.quanttradinggym.grpc.service;

import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.quanttradinggym.grpc.error.ErrorReflection;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.mapping.SnapshotSeal;
import io.quanttradinggym.grpc.resource.Budgets;
import io.quanttradinggym.grpc.resource.Workers;
import io.quanttradinggym.grpc.security.TlsIdentity;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The gRPC server: all services, token authentication and connections. */
public final class GymServer implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 256 << 20;
  private static final long KEEP_ALIVE_SECONDS = 30;
  private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 20;
  private static final long PERMITTED_KEEP_ALIVE_SECONDS = 5;
  private static final long CLOSE_SECONDS = 1;

  /**
   * Exceeds the limit of environment streams, so that an excess stream is rejected with a message.
   */
  static final int MAX_CALLS_PER_CONNECTION = Budgets.STREAMS + 256;

  static final int MAX_CANCELLATIONS = 2 * MAX_CALLS_PER_CONNECTION;
  private static final int CANCELLATION_WINDOW_SECONDS = 10;

  /** Rejects compressed messages, because a short one could expand to a very long one. */
  private static final DecompressorRegistry NO_COMPRESSION =
      DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, true);

  private final Server server;
  private final Budgets budgets;
  private final Workers workers;
  private final @Nullable TlsIdentity identity; // null = plain text

  private GymServer(
      Server server, Budgets budgets, Workers workers, @Nullable TlsIdentity identity) {
    this.server = server;
    this.budgets = budgets;
    this.workers = workers;
    this.identity = identity;
  }

  /**
   * Starts a server that is ready when this method returns.
   *
   * @param seal signs snapshots for clients
   * @param identity reported in the handshake
   * @param gateway opened at the request of a client; the caller closes it
   */
  public static GymServer start(
      ServerSettings settings,
      SnapshotSeal seal,
      ServerIdentity identity,
      Scenarios scenarios,
      ObjectGateway gateway) {
    InetSocketAddress address = settings.bindAddress();
    ServerSettings.Tls files = settings.tls();
    TlsIdentity tls =
        files == null ? null : TlsIdentity.of(files.certificateChain(), files.privateKey());
    Budgets budgets = Budgets.ofServer(Runtime.getRuntime().maxMemory());
    Workers workers = new Workers();
    SessionService sessions = new SessionService(identity, gateway);
    NettyServerBuilder builder = NettyServerBuilder.forAddress(address, credentials(tls));
    Server server = build(builder, settings, scenarios, budgets, workers, sessions, seal);
    try {
      server.start();
    } catch (IOException e) {
      new GymServer(server, budgets, workers, tls).close();
      throw new ProblemException(cannotListen(settings, e), e);
    }
    return new GymServer(server, budgets, workers, tls);
  }

  private static Server build(
      NettyServerBuilder builder,
      ServerSettings settings,
      Scenarios scenarios,
      Budgets budgets,
      Workers workers,
      SessionService sessions,
      SnapshotSeal seal) {
    HealthStatusManager health = new HealthStatusManager();
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
    new Services(scenarios, sessions, seal, workers, settings.embedded()).addTo(builder);
    return builder
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveTime(PERMITTED_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
        .maxRstFramesPerWindow(MAX_CANCELLATIONS, CANCELLATION_WINDOW_SECONDS)
        .decompressorRegistry(NO_COMPRESSION)
        .addStreamTracerFactory(MessageMeter.factory())
        .addTransportFilter(
            ClientConnection.filter(
                () -> new ClientConnection(budgets.ofConnection(settings.connectionShare())),
                workers))
        // The interceptor added last receives a call first.
        .intercept(MessageMeter.interceptor())
        .intercept(ClientConnection.interceptor())
        .intercept(new TokenInterceptor(settings.token()))
        .addService(health.getHealthService())
        .addService(
            ServerInterceptors.intercept(
                ProtoReflectionServiceV1.newInstance(), new ErrorReflection()))
        .addService(reflectionV1Alpha())
        .build();
  }

  @SuppressWarnings("deprecation") // Older clients know only this version of reflection.
  private static io.grpc.BindableService reflectionV1Alpha() {
    return io.grpc.protobuf.services.ProtoReflectionService.newInstance();
  }

  private static ServerCredentials credentials(@Nullable TlsIdentity identity) {
    return identity == null ? InsecureServerCredentials.create() : identity.credentials();
  }

  private static Problem cannotListen(ServerSettings settings, IOException error) {
    Throwable cause = error.getCause() == null ? error : error.getCause();
    return new Problem(
        Reason.PORT,
        "cannot listen on %s:%d (%s); choose another --port, or 0 for any free one"
            .formatted(settings.host(), settings.port(), cause.getMessage()),
        "port",
        String.valueOf(settings.port()),
        "a free port, or 0 for any");
  }

  /** Host and port in the form that clients accept, such as 127.0.0.1:50051. */
  public String address() {
    InetSocketAddress address = (InetSocketAddress) server.getListenSockets().getFirst();
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  Budgets budgets() {
    return budgets;
  }

  Workers workers() {
    return workers;
  }

  /** Waits until the server is closed. */
  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.close();
    if (identity != null) {
      identity.close();
    }
  }
}
