package io.quanttradinggym.grpc.service;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.quanttradinggym.grpc.mapping.SnapshotSeal;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.grpc.v1.HandshakeRequest;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.SessionServiceGrpc;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A server on a free port of the loopback interface, and connections to it. */
public final class TestServer implements AutoCloseable {
  static final ServerIdentity IDENTITY = new ServerIdentity(2, "a test", Map.of("java", "25"));
  static final String TOKEN = "a-token-for-tests-only";

  private final GymServer server;
  private final List<ManagedChannel> channels = new ArrayList<>();

  /** A server that this process has for itself. */
  public TestServer() {
    this(true);
  }

  /** A server for several clients, with a key for snapshots. */
  TestServer(SnapshotSeal seal) {
    server =
        start(
            new ServerSettings(
                "127.0.0.1", 0, TOKEN, null, false, ServerSettings.DEFAULT_CONNECTION_SHARE),
            seal);
  }

  TestServer(boolean embedded) {
    this(embedded, ServerSettings.DEFAULT_CONNECTION_SHARE);
  }

  /**
   * @param share share of every budget that a connection may use, in per cent
   */
  TestServer(boolean embedded, int share) {
    server = start(new ServerSettings("127.0.0.1", 0, TOKEN, null, embedded, share));
  }

  /** A server whose gateway is a number. */
  static GymServer start(ServerSettings settings) {
    return start(settings, SnapshotSeal.none());
  }

  private static GymServer start(ServerSettings settings, SnapshotSeal seal) {
    return GymServer.start(
        settings, seal, IDENTITY, new Scenarios(), () -> new ObjectGateway.Endpoint(1, "secret"));
  }

  String address() {
    return server.address();
  }

  int port() {
    return Integer.parseInt(address().substring(address().lastIndexOf(':') + 1));
  }

  /** A connection of its own whose calls carry {@code token}. */
  ManagedChannel connect(String token) {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(address()).usePlaintext().intercept(bearer(token)).build();
    channels.add(channel);
    return channel;
  }

  /** A connection that has shaken hands. */
  ManagedChannel connect() {
    ManagedChannel channel = connect(TOKEN);
    SessionServiceGrpc.newBlockingStub(channel).handshake(handshake());
    return channel;
  }

  static HandshakeRequest handshake() {
    return handshake(IDENTITY);
  }

  /** What a client of the same build says. */
  public static HandshakeRequest handshake(ServerIdentity identity) {
    return HandshakeRequest.newBuilder()
        .setProtocol(identity.protocol())
        .setBuildVersion(identity.buildVersion())
        .build();
  }

  public static ClientInterceptor bearer(String token) {
    Metadata headers = new Metadata();
    headers.put(TokenInterceptor.AUTHORIZATION, "Bearer " + token);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  /** A request for environments of market-making with overrides. */
  static CreateEnvironmentRequest.Builder marketMaking(String overrides, int n) {
    return CreateEnvironmentRequest.newBuilder()
        .setScenario(
            ScenarioSource.newBuilder().setName("market-making").setOverridesJson(overrides))
        .setNumEnvs(n);
  }

  /** Returns the details in the rich status of a rejected call. */
  static ErrorInfo errorInfo(StatusRuntimeException error) {
    try {
      return Objects.requireNonNull(StatusProto.fromThrowable(error))
          .getDetails(0)
          .unpack(ErrorInfo.class);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  static void disconnect(ManagedChannel channel) throws InterruptedException {
    channel.shutdownNow();
    if (!channel.awaitTermination(5, TimeUnit.SECONDS)) {
      throw new AssertionError("the connection does not end");
    }
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    server.close();
  }
}
