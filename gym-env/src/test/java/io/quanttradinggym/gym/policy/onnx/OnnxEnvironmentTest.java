package io.quanttradinggym.gym.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxEnvironmentTest {
  private static final int LONG_COMMAND_LINE = 20_000;

  /** A process that only opens ONNX Runtime. */
  static final class Opening {
    private Opening() {}

    public static void main(String[] arguments) {
      OnnxEnvironment.get();
    }
  }

  /** The telemetry reads the command line with a recursive pattern, and writes a log and an id. */
  @Test
  void onnxRuntimeRunsWithoutTelemetryAndWithAnyCommandLine(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Path home = Files.createDirectory(folder.resolve("home"));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                Opening.class.getName(),
                "x".repeat(LONG_COMMAND_LINE))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().remove(OnnxEnvironment.NO_TELEMETRY);
    builder
        .environment()
        .putAll(
            Map.of(
                "CLASSPATH", System.getProperty("java.class.path"),
                "TMPDIR", temporary.toString(),
                "HOME", home.toString(),
                "XDG_CACHE_HOME", home.toString()));
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), () -> log(folder));
    for (Path written : List.of(temporary, home)) {
      try (Stream<Path> files = Files.list(written)) {
        assertEquals(List.of(), files.toList());
      }
    }
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
