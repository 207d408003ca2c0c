package io.quanttradinggym.grpc.app;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The command line of the server jar. Exit status: 0 = success, 1 = the command failed, 2 = invalid
 * usage or input.
 */
public final class Main {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;
  private static final long EXIT_NANOS = 3_000_000_000L;

  private Main() {}

  /** Serves until it is stopped. Each error is one line of JSON on standard error. */
  public static void main(String[] args) {
    Logs.configure();
    Console console = new Console(System.out, System.err);
    int status = run(Arrays.asList(args), console, System.in, Main::end);
    // Threads of a gateway or of a policy must not keep a finished process alive.
    System.exit(status);
  }

  /** Removes temporary files and exits. Exits without the removal if it takes too long. */
  private static void end() {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          LockSupport.parkNanos(EXIT_NANOS);
          Runtime.getRuntime().halt(0);
        });
    System.exit(0);
  }

  static int run(List<String> words, Console console, InputStream input, Runnable end) {
    try {
      String name = words.isEmpty() ? "" : words.getFirst();
      if (!name.equals(ServeCommand.NAME)) {
        throw new ProblemException(Reason.ARGUMENT, "command", name, ServeCommand.NAME);
      }
      List<String> rest = words.subList(1, words.size());
      ServeCommand.run(Arguments.parse(ServeCommand.USAGE, rest), console, input, end);
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (RuntimeException | OutOfMemoryError e) {
      Problem problem = Problems.of(e);
      console.error(problem);
      return status(problem);
    }
  }

  private static int status(Problem problem) {
    return switch (problem.reason()) {
      case SCENARIO, ACTION, POLICY, POLICY_MISMATCH, ARGUMENT, FILE, TOKEN, VERSION -> BAD_INPUT;
      case RESET_NEEDED, PORT, BUDGET, CANCELLED, INTERNAL -> FAILED;
    };
  }
}
