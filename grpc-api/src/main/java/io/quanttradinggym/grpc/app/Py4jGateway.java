package io.quanttradinggym.grpc.app;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.service.ObjectGateway;
import java.net.InetAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import py4j.GatewayServer;
import py4j.Py4JNetworkException;

/**
 * A Py4J gateway on a random port of the loopback interface, opened on first use. No other class
 * uses Py4J. Thread safe.
 */
final class Py4jGateway implements ObjectGateway, AutoCloseable {
  private final Object entryPoint;
  private final Supplier<String> secrets;
  private @Nullable GatewayServer server;
  private @Nullable Endpoint endpoint;

  /**
   * @param entryPoint the object that Python reaches as {@code gateway.entry_point}
   * @param secrets generates the token
   */
  Py4jGateway(Object entryPoint, Supplier<String> secrets) {
    this.entryPoint = entryPoint;
    this.secrets = secrets;
  }

  @Override
  public synchronized Endpoint open() {
    if (endpoint == null) {
      String token = secrets.get();
      GatewayServer opened =
          new GatewayServer.GatewayServerBuilder(entryPoint)
              .javaAddress(InetAddress.getLoopbackAddress())
              .javaPort(0)
              .authToken(token)
              .build();
      try {
        opened.start();
      } catch (Py4JNetworkException e) {
        throw new ProblemException(
            Problem.of(Reason.PORT, "the Py4J gateway cannot listen: " + e.getMessage()), e);
      }
      server = opened;
      endpoint = new Endpoint(opened.getListeningPort(), token);
    }
    return endpoint;
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      server.shutdown();
      server = null;
    }
  }
}
