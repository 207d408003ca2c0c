package io.quanttradinggym.grpc.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache holds classes of jars only; the Python tests make one of the server jar. */
final class StartCacheTest {
  private static final List<String> OPTIONS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  @Test
  void theRehearsalPlaysToItsEnd(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                OPTIONS.getFirst(),
                OPTIONS.getLast(),
                "-cp",
                System.getProperty("java.class.path"),
                Rehearsal.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(log));
  }

  @Test
  void aMachineThatDoesNotStartMakesNoFile(@TempDir Path directory) throws Exception {
    assertFalse(StartCache.make(directory.resolve("cache"), List.of("-XX:NoSuchOption")));
    assertArrayEquals(new String[0], directory.toFile().list());
  }

  @Test
  void aCacheThatCannotBeWrittenLeavesNothing(@TempDir Path directory) throws Exception {
    File folder = directory.resolve("missing").toFile();
    assertFalse(StartCache.make(folder.toPath().resolve("cache"), OPTIONS));
    assertFalse(folder.exists());
  }
}
