package io.quanttradinggym.grpc.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Ties a server to the process that started it. That process holds the write end of our standard
 * input, so the end of input is its end, even if it was killed; the parent process is watched as
 * well, because a child of it may have inherited the pipe.
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

  /** Runs {@code end}, once or twice, soon after the starting process has gone. */
  static void watch(BufferedReader input, Runnable end) {
    start("watch-input", () -> awaitEndOfInput(input), end);
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

  private static void awaitEndOfInput(BufferedReader input) {
    try {
      while (input.read() >= 0) {
        // Whatever else arrives means nothing.
      }
    } catch (IOException e) {
      // A broken pipe is an end as well.
    }
  }

  private static void awaitEndOf(ProcessHandle parent) {
    // An orphan is given another parent.
    while (parent.isAlive() && ProcessHandle.current().parent().equals(Optional.of(parent))) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
