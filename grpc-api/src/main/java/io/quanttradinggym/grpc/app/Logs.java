package io.quanttradinggym.grpc.app;

import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Configures logging: log lines go to standard error at the level {@code QTG_LOG_LEVEL}. */
final class Logs {
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
    for (Handler handler : root.getHandlers()) {
      handler.setLevel(level);
      handler.setFilter(new RepeatLimit());
    }
  }
}
