package io.quanttradinggym.grpc.service;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Address, authentication and limits of a server.
 *
 * @param host name or address to bind to; an address that other machines can reach requires TLS
 * @param port 0 = any free one
 * @param token secret that every call must present
 * @param tls certificate and key; null = plain text, allowed on loopback only
 * @param embedded whether one process starts the server for its exclusive use
 * @param connectionShare limit of one connection, in per cent of the limit of all connections
 */
public record ServerSettings(
    String host, int port, String token, @Nullable Tls tls, boolean embedded, int connectionShare) {
  /** For several clients: none can exhaust the budgets. */
  public static final int DEFAULT_CONNECTION_SHARE = 75;

  /** For a server with a single client. */
  public static final int WHOLE = 100;

  private static final int MIN_TOKEN_LENGTH = 16;

  /** Certificate chain and private key, as PEM files. */
  public record Tls(Path certificateChain, Path privateKey) {}

  public ServerSettings {
    if (port < 0 || port > 65_535) {
      throw new ProblemException(Reason.ARGUMENT, "port", port, "0 to 65535 (0 = any free one)");
    }
    if (connectionShare < 1 || connectionShare > WHOLE) {
      throw new ProblemException(
          Reason.ARGUMENT, "connection-share", connectionShare, "1 to 100 (per cent)");
    }
    if (token.length() < MIN_TOKEN_LENGTH) {
      throw new ProblemException(
          Reason.TOKEN,
          "token",
          "(" + token.length() + " characters)",
          "at least " + MIN_TOKEN_LENGTH + " characters");
    }
  }

  /** Returns the address to bind to, if it is permitted. */
  InetSocketAddress bindAddress() {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new ProblemException(
          Problem.of(Reason.ARGUMENT, "host", host, "a name or address of this machine"), e);
    }
    if (!address.isLoopbackAddress() && tls == null) {
      throw new ProblemException(
          new Problem(
              Reason.ARGUMENT,
              "host = %s can be reached from other machines, which needs TLS: give --tls-cert and --tls-key, or bind to 127.0.0.1"
                  .formatted(host),
              "host",
              host,
              "a loopback address, or any address with --tls-cert and --tls-key"));
    }
    return new InetSocketAddress(address, port);
  }
}
