package io.quanttradinggym.grpc.service;

/** Access to live Java objects. The application provides the implementation. */
@FunctionalInterface
public interface ObjectGateway {
  /** Opens the gateway on the first call. Later calls return the same endpoint. */
  Endpoint open();

  /**
   * Endpoint of the gateway.
   *
   * @param port on the loopback interface
   * @param authToken secret that clients of the gateway must present
   */
  record Endpoint(int port, String authToken) {}
}
