package io.quanttradinggym.grpc.app;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Configures logging: log lines at the level {@code QTG_LOG_LEVEL} go to standard error, or to a
 * file that rotates.
 */
final class Logs {
  private static final int FILE_BYTES = 10 << 20;
  private static final int FILES = 3;

  /** Reports every stream of a client that has disconnected, with a stack trace. */
  private static final Logger STREAM_ERRORS =
      Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler");

  private static final Map<String, Level> LEVELS =
      Map.of(
          "debug", Level.FINE,
          "info", Level.INFO,
          "warning", Level.WARNING,
          "error", Level.SEVERE);

  private Logs() {}

  /** Sets the level of all loggers. An unknown level name keeps the default, warnings. */
  static void configure() {
    String name = System.getenv().getOrDefault("QTG_LOG_LEVEL", "").toLowerCase(Locale.ROOT);
    Level level = LEVELS.getOrDefault(name, Level.WARNING);
    Logger root = Logger.getLogger("");
    root.setLevel(level);
    STREAM_ERRORS.setLevel(level.equals(Level.FINE) ? Level.FINE : Level.SEVERE);
    for (Handler handler : root.getHandlers()) {
      limit(handler, level);
    }
  }

  /**
   * Writes to a file from now on. When it has 10 MiB, its name gets the ending {@code .1}, and that
   * of the file before it {@code .2}; older ones are deleted.
   *
   * @throws ProblemException if the file cannot be written
   */
  static void toFile(Path file) {
    Logger root = Logger.getLogger("");
    Handler handler;
    try {
      String pattern = file.toAbsolutePath().toString().replace("%", "%%");
      handler = new FileHandler(pattern, FILE_BYTES, FILES, true);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(Reason.FILE, "log-file", file, "a file that can be written (" + e + ")"), e);
    }
    handler.setFormatter(new SimpleFormatter());
    limit(handler, root.getLevel());
    for (Handler old : root.getHandlers()) {
      root.removeHandler(old);
    }
    root.addHandler(handler);
  }

  private static void limit(Handler handler, Level level) {
    handler.setLevel(level);
    handler.setFilter(new RepeatLimit());
  }
}
