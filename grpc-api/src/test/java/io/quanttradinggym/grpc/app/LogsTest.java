package io.quanttradinggym.grpc.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.grpc.error.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogsTest {
  private static final Logger ROOT = Logger.getLogger("");

  private final Handler[] before = ROOT.getHandlers();

  @AfterEach
  void restore() {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
      handler.close();
    }
    for (Handler handler : before) {
      ROOT.addHandler(handler);
    }
  }

  @Test
  void aLogFileRotatesAndItsSizeIsBounded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("server 100%.log");
    Logs.toFile(file);
    String padding = "x".repeat(100_000);
    for (int i = 0; i < 500; i++) {
      ROOT.log(Level.SEVERE, i + padding);
    }
    long bytes = 0;
    try (var files = Files.list(folder)) {
      for (Path each : files.filter(path -> !path.toString().endsWith(".lck")).toList()) {
        assertTrue(each.getFileName().toString().startsWith("server 100%.log"), each::toString);
        bytes += Files.size(each);
      }
    }
    assertTrue(bytes > 10 << 20 && bytes < 35 << 20, "bytes " + bytes);
  }

  @Test
  void aLogFileThatCannotBeWrittenIsNamed(@TempDir Path folder) {
    ProblemException error =
        assertThrows(
            ProblemException.class, () -> Logs.toFile(folder.resolve("missing").resolve("log")));
    assertEquals("log-file", error.problem().field());
  }

  /** The race between a response and the end of its client is seen only now and then. */
  @Test
  void aClientThatDisconnectsPrintsNoStackTrace() throws ClassNotFoundException {
    Class<?> reporter = Class.forName("io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler");
    Level level = ROOT.getLevel();
    try {
      Logs.configure();
      assertFalse(Logger.getLogger(reporter.getName()).isLoggable(Level.WARNING));
    } finally {
      ROOT.setLevel(level);
    }
  }
}
