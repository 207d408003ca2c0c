package io.quanttradinggym.grpc.app;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.local.Lines;
import io.quanttradinggym.grpc.mapping.SnapshotSeal;
import io.quanttradinggym.grpc.service.GymServer;
import io.quanttradinggym.grpc.service.LocalServer;
import io.quanttradinggym.grpc.service.ServerSettings;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command {@code serve}: runs the server until it is stopped. */
final class ServeCommand {
  static final String NAME = "serve";

  static final Arguments.Usage USAGE =
      new Arguments.Usage(
          List.of(
              "host",
              "port",
              "tls-cert",
              "tls-key",
              "token-file",
              "snapshot-key-file",
              "connection-share",
              "log-file"),
          List.of("embedded", "sign-snapshots"));

  private static final String DEFAULT_HOST = "127.0.0.1";
  private static final int DEFAULT_PORT = 50_051;
  private static final int MAX_PORT = 65_535;

  private ServeCommand() {}

  /**
   * Returns when the server has ended.
   *
   * @param end action to run when the parent process has exited
   */
  static void run(Arguments arguments, Console console, InputStream input, Runnable end)
      throws InterruptedException {
    boolean embedded = arguments.flag("embedded");
    arguments.option("log-file").map(Path::of).ifPresent(Logs::toFile);
    BufferedReader lines = Embedding.reader(input);
    ServerSettings settings =
        new ServerSettings(
            arguments.option("host").orElse(DEFAULT_HOST),
            arguments.integer("port", embedded ? 0 : DEFAULT_PORT, 0, MAX_PORT),
            token(arguments, lines),
            tls(arguments),
            embedded,
            arguments.integer(
                "connection-share",
                embedded ? ServerSettings.WHOLE : ServerSettings.DEFAULT_CONNECTION_SHARE,
                1,
                ServerSettings.WHOLE));
    Scenarios scenarios = new Scenarios();
    try (Py4jGateway gateway = new Py4jGateway(new LiveSimulations(scenarios), Tokens::random);
        GymServer server =
            GymServer.start(settings, seal(arguments), BuildInfo.identity(), scenarios, gateway)) {
      console.announce(announcement(server));
      if (embedded) {
        // The parent process tells where it listens.
        Lines local =
            new Lines(() -> LocalServer.beside(server, BuildInfo.identity(), scenarios, gateway));
        Embedding.watch(lines, local::open, end);
      }
      server.awaitTermination();
    }
  }

  private static Map<String, Object> announcement(GymServer server) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("address", server.address());
    line.put("protocol", BuildInfo.PROTOCOL);
    line.put("build_version", BuildInfo.VERSION);
    line.put("pid", ProcessHandle.current().pid());
    return line;
  }

  private static String token(Arguments arguments, BufferedReader lines) {
    String file = arguments.option("token-file").orElse(null);
    if (file != null) {
      return Tokens.ofFile("token-file", Path.of(file));
    }
    if (!arguments.flag("embedded")) {
      throw new ProblemException(
          new Problem(
              Reason.ARGUMENT,
              "--token-file is missing; it names the file that holds the token, and"
                  + " is made with a new one if it does not exist",
              "token-file",
              "(missing)",
              "a path"));
    }
    try {
      return Embedding.readToken(lines);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(Reason.TOKEN, "standard input", e, "a line with the token"), e);
    }
  }

  /**
   * Signs snapshots, which other clients could forge. An embedded server accepts every snapshot of
   * its user.
   */
  private static SnapshotSeal seal(Arguments arguments) {
    String file = arguments.option("snapshot-key-file").orElse(null);
    if (file != null) {
      return SnapshotSeal.of(
          Tokens.ofFile("snapshot-key-file", Path.of(file)).getBytes(StandardCharsets.UTF_8));
    }
    return arguments.flag("embedded") && !arguments.flag("sign-snapshots")
        ? SnapshotSeal.none()
        : SnapshotSeal.random();
  }

  private static ServerSettings.@Nullable Tls tls(Arguments arguments) {
    String certificate = arguments.option("tls-cert").orElse(null);
    String key = arguments.option("tls-key").orElse(null);
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw new ProblemException(
          Problem.of(Reason.ARGUMENT, "--tls-cert and --tls-key are only useful together"));
    }
    return new ServerSettings.Tls(Path.of(certificate), Path.of(key));
  }
}
