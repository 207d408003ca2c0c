package io.quanttradinggym.grpc;

import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.live.Gateway;
import io.quanttradinggym.grpc.v1.HandshakeRequest;
import io.quanttradinggym.grpc.v1.HandshakeResponse;
import io.quanttradinggym.grpc.v1.OpenGatewayRequest;
import io.quanttradinggym.grpc.v1.OpenGatewayResponse;
import io.quanttradinggym.grpc.v1.SessionServiceGrpc.SessionServiceImplBase;

/** Compares versions, and opens the way to live objects. */
final class SessionService extends SessionServiceImplBase {
  private final Gateway gateway;

  SessionService(Gateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public void handshake(HandshakeRequest request, StreamObserver<HandshakeResponse> responses) {
    Calls.answer(responses, () -> handshake(request));
  }

  private static HandshakeResponse handshake(HandshakeRequest request) {
    if (request.getProtocol() != BuildInfo.PROTOCOL) {
      throw mismatch(
          "protocol", String.valueOf(request.getProtocol()), String.valueOf(BuildInfo.PROTOCOL));
    }
    if (!request.getBuildVersion().equals(BuildInfo.VERSION)) {
      throw mismatch("build_version", request.getBuildVersion(), BuildInfo.VERSION);
    }
    Session.ofCall().greet();
    return HandshakeResponse.newBuilder()
        .setProtocol(BuildInfo.PROTOCOL)
        .setBuildVersion(BuildInfo.VERSION)
        .putAllMachine(BuildInfo.machine())
        .build();
  }

  private static ProblemException mismatch(String field, String client, String server) {
    return new ProblemException(
        new Problem(
            Reason.VERSION,
            "client and server do not fit: the client's %s is %s, the server's is %s; install the same version on both sides"
                .formatted(field, client, server),
            field,
            client,
            server));
  }

  @Override
  public void openGateway(
      OpenGatewayRequest request, StreamObserver<OpenGatewayResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          Session.greeted();
          Gateway.Endpoint endpoint = gateway.open();
          return OpenGatewayResponse.newBuilder()
              .setPort(endpoint.port())
              .setAuthToken(endpoint.authToken())
              .build();
        });
  }
}
