package io.quanttradinggym.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.quanttradinggym.grpc.v1.HandshakeRequest;
import io.quanttradinggym.grpc.v1.SessionServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A server on a free port of the loopback interface, and connections to it. */
final class TestServer implements AutoCloseable {
  static final String TOKEN = "a-token-for-tests-only";

  private final GymServer server = GymServer.start(new ServerSettings("127.0.0.1", 0, TOKEN, null));
  private final List<ManagedChannel> channels = new ArrayList<>();

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
    return HandshakeRequest.newBuilder()
        .setProtocol(BuildInfo.PROTOCOL)
        .setBuildVersion(BuildInfo.VERSION)
        .build();
  }

  static ClientInterceptor bearer(String token) {
    Metadata headers = new Metadata();
    headers.put(TokenInterceptor.AUTHORIZATION, "Bearer " + token);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  /** What the rich status of a refused call says. */
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
