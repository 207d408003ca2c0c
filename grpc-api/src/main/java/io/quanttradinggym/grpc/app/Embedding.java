package io.quanttradinggym.grpc.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ties the server to the process that started it. The parent process holds the write end of
 * standard input, so the end of input marks its exit, even if it was killed. The parent process is
 * also watched, because one of its child processes may have inherited the pipe.
 */
final class Embedding {
  private static final long POLL_MILLIS = 1_000;

  private Embedding() {}

  /** Reads the token, the first line of {@code input}. */
  static String readToken(BufferedReader input) throws IOException {
    String line = input.readLine();
    return line == null ? "" : line.strip();
  }

  static BufferedReader reader(InputStream input) {
    return new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
  }

  /**
   * Runs {@code end}, once or twice, soon after the parent process has exited.
   *
   * @param lines takes the lines of the input; throws nothing
   */
  static void watch(BufferedReader input, Consumer<String> lines, Runnable end) {
    start("watch-input", () -> readToEnd(input, lines), end);
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> start("watch-parent", () -> awaitEndOf(parent), end));
  }

  private static void start(String name, Runnable wait, Runnable end) {
    Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(() -> {
          wait.run();
          end.run();
        });
  }

  private static void readToEnd(BufferedReader input, Consumer<String> lines) {
    try {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      // A broken pipe also counts as the end.
    }
  }

  private static void awaitEndOf(ProcessHandle parent) {
    // The parent id of an orphan changes.
    while (parent.isAlive() && ProcessHandle.current().parent().equals(Optional.of(parent))) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
