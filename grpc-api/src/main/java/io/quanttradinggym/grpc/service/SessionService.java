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

/** Performs the handshake and opens the gateway to live objects. */
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
      throw otherProtocol(request);
    }
    ClientConnection.ofCall().greet();
    return HandshakeResponse.newBuilder()
        .setProtocol(identity.protocol())
        .setBuildVersion(identity.buildVersion())
        .putAllMachine(identity.machine())
        .build();
  }

  private ProblemException otherProtocol(HandshakeRequest request) {
    return new ProblemException(
        new Problem(
            Reason.VERSION,
            "protocol: got %d of a client of build \"%s\", expected %d, which this server of build \"%s\" speaks; install the same version on both sides"
                .formatted(
                    request.getProtocol(),
                    request.getBuildVersion(),
                    identity.protocol(),
                    identity.buildVersion()),
            "protocol",
            String.valueOf(request.getProtocol()),
            String.valueOf(identity.protocol())));
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
