package io.quanttradinggym.grpc.resource;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that run the work of clients. They are separate from the network threads, so that
 * handshakes, health checks, keep-alive and cancellation are answered during long simulations.
 */
public final class Workers implements AutoCloseable {
  /** A command of an environment. */
  @FunctionalInterface
  public interface Command {
    /** Runs the next slice; returns whether work remains. */
    boolean slice(boolean first);
  }

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int CALLS = Math.max(4, 2 * CORES);

  /** Enough threads for the operating system to share the cores among clients with short steps. */
  private static final int STEPS = Math.max(16, 4 * CORES);

  private final Turns calls = new Turns("call", CALLS, CALLS / 2);
  private final Turns steps = new Turns("step", STEPS, CORES);

  /**
   * A vector uses several cores by itself. Few at a time leave room for clients with short steps.
   */
  private final Turns vectorSteps = new Turns("vector-step", CORES, CORES);

  private final Turns longSteps = new Turns("long-step", CORES, CORES);
  private final ExecutorService jobs =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("job-", 0).factory());

  /** For short calls of a client. */
  public Executor calls(Object client) {
    return calls.of(client);
  }

  /** For the first slices of commands that run on the thread of a worker. */
  public Turns steps() {
    return steps;
  }

  /**
   * Runs a command of an environment in slices. Most commands end with the first one, which is
   * short; the others continue among the long ones.
   *
   * @param parallel whether a slice runs on several threads of its own
   */
  public void run(Object client, boolean parallel, Command command) {
    Turns firsts = parallel ? vectorSteps : steps;
    firsts.add(
        client,
        () -> {
          if (command.slice(true)) {
            longSteps.add(client, () -> command.slice(false));
          }
          return false;
        });
  }

  /** For long-running calls, each on its own thread. */
  public Executor jobs() {
    return jobs;
  }

  @Override
  public void close() {
    calls.close();
    steps.close();
    vectorSteps.close();
    longSteps.close();
    jobs.shutdownNow();
  }
}
