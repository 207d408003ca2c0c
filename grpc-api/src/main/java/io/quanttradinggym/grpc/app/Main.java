package io.quanttradinggym.grpc.app;

import io.quanttradinggym.grpc.command.Arguments;
import io.quanttradinggym.grpc.command.BenchCommand;
import io.quanttradinggym.grpc.command.Command;
import io.quanttradinggym.grpc.command.Console;
import io.quanttradinggym.grpc.command.Json;
import io.quanttradinggym.grpc.command.ProfitsCommand;
import io.quanttradinggym.grpc.command.ReplayCommand;
import io.quanttradinggym.grpc.command.ReplayOrdersCommand;
import io.quanttradinggym.grpc.command.ScenariosCommand;
import io.quanttradinggym.grpc.command.SchemaCommand;
import io.quanttradinggym.grpc.command.SeriesCommand;
import io.quanttradinggym.grpc.command.SimulateCommand;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The command line of the server jar. Exit status: 0 = done, 1 = the thing asked for failed, 2 =
 * bad usage or bad input.
 */
public final class Main {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;
  private static final List<Command> COMMANDS =
      List.of(
          new SimulateCommand(),
          new SeriesCommand(),
          new ProfitsCommand(),
          new ReplayCommand(),
          new ReplayOrdersCommand(),
          new ScenariosCommand(),
          new SchemaCommand(),
          new BenchCommand());

  private Main() {}

  /** Runs one command; results go to standard output, everything else to standard error. */
  public static void main(String[] args) {
    Logs.configure();
    Console console = new Console(System.out, System.err);
    int status = run(Arrays.asList(args), console, System.in, () -> Runtime.getRuntime().halt(0));
    // Threads of a gateway or of a policy must not keep a finished process alive.
    System.exit(status);
  }

  static int run(List<String> words, Console console, InputStream input, Runnable end) {
    String name = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
    try {
      if (name.equals(ServeCommand.NAME)) {
        return serve(rest, console, input, end);
      }
      Command command = find(name);
      console.result(command.run(Arguments.parse(command.usage(), rest), console));
      return 0;
    } catch (RuntimeException | OutOfMemoryError e) {
      Problem problem = Problems.of(e);
      console.result(Json.error(problem));
      return status(problem);
    }
  }

  private static int serve(List<String> words, Console console, InputStream input, Runnable end) {
    try {
      ServeCommand.run(Arguments.parse(ServeCommand.USAGE, words), console, input, end);
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (RuntimeException e) {
      Problem problem = Problems.of(e);
      console.err().println(Json.line(Json.error(problem)));
      return status(problem);
    }
  }

  private static Command find(String name) {
    return COMMANDS.stream()
        .filter(command -> command.name().equals(name))
        .findAny()
        .orElseThrow(() -> new ProblemException(Reason.ARGUMENT, "command", name, names()));
  }

  private static String names() {
    List<String> names = new ArrayList<>();
    names.add(ServeCommand.NAME);
    COMMANDS.forEach(command -> names.add(command.name()));
    return String.join(", ", names);
  }

  private static int status(Problem problem) {
    return switch (problem.reason()) {
      case SCENARIO, ACTION, POLICY, POLICY_MISMATCH, ARGUMENT, FILE, TOKEN, VERSION -> BAD_INPUT;
      case RESET_NEEDED, PORT, CANCELLED, INTERNAL -> FAILED;
    };
  }
}
