package io.quanttradinggym.grpc.service;

/** The way to live Java objects, which the application provides. */
@FunctionalInterface
public interface ObjectGateway {
  /** Opens the gateway, once; later calls return the same endpoint. */
  Endpoint open();

  /**
   * Where the gateway listens.
   *
   * @param port on the loopback interface
   * @param authToken the secret that clients of the gateway must know
   */
  record Endpoint(int port, String authToken) {}
}
