package io.quanttradinggym.grpc.service;

import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.v1.HandshakeRequest;
import io.quanttradinggym.grpc.v1.HandshakeResponse;
import io.quanttradinggym.grpc.v1.OpenGatewayRequest;
import io.quanttradinggym.grpc.v1.OpenGatewayResponse;
import io.quanttradinggym.grpc.v1.SessionServiceGrpc.SessionServiceImplBase;

/** Compares versions, and opens the way to live objects. */
final class SessionService extends SessionServiceImplBase {
  private final ServerIdentity identity;
  private final ObjectGateway gateway;

  SessionService(ServerIdentity identity, ObjectGateway gateway) {
    this.identity = identity;
    this.gateway = gateway;
  }

  @Override
  public void handshake(HandshakeRequest request, StreamObserver<HandshakeResponse> responses) {
    Calls.answer(responses, () -> handshake(request));
  }

  private HandshakeResponse handshake(HandshakeRequest request) {
    if (request.getProtocol() != identity.protocol()) {
      throw mismatch(
          "protocol", String.valueOf(request.getProtocol()), String.valueOf(identity.protocol()));
    }
    if (!request.getBuildVersion().equals(identity.buildVersion())) {
      throw mismatch("build_version", request.getBuildVersion(), identity.buildVersion());
    }
    ClientConnection.ofCall().greet();
    return HandshakeResponse.newBuilder()
        .setProtocol(identity.protocol())
        .setBuildVersion(identity.buildVersion())
        .putAllMachine(identity.machine())
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
          ClientConnection.greeted();
          ObjectGateway.Endpoint endpoint = gateway.open();
          return OpenGatewayResponse.newBuilder()
              .setPort(endpoint.port())
              .setAuthToken(endpoint.authToken())
              .build();
        });
  }
}
