package io.quanttradinggym.grpc.functions;

import io.quanttradinggym.grpc.service.HostedEnvironment;
import io.quanttradinggym.grpc.service.LocalServer;

/**
 * What the engine does for its caller. Numbers are handles and lengths. A result is 0 or more.
 * Thread safe.
 */
public final class EngineFunctions {
  private static final long FINISHED = 0;
  private static final long UNFINISHED = 1;
  private static final long NOT_YET = 0;
  private static final long ANSWERED = 1; // plus the length of the answer

  private final LocalServer server;
  private final Leftovers leftovers;
  private final Handles<ByteCall> calls = new Handles<>("call");
  private final Handles<BoundEnvironment> environments = new Handles<>("environment");

  /**
   * @param leftovers of the same callers
   */
  public EngineFunctions(LocalServer server, Leftovers leftovers) {
    this.server = server;
    this.leftovers = leftovers;
  }

  private static long finished(boolean finished) {
    return finished ? FINISHED : UNFINISHED;
  }

  /** Begins a new connection, which ends the last one. */
  public long connect() {
    server.connect();
    return FINISHED;
  }

  /** Ends the connection and what belongs to it. */
  public long disconnect() {
    server.disconnect();
    return FINISHED;
  }

  /** Begins a call of a method with one request and one answer; returns its handle. */
  public long call(String method, byte[] request) {
    return calls.add(ByteCall.begin(server.channel(), method, request));
  }

  /** Waits for the answer of a call, which is left. With it, or a failure, the handle ends. */
  public long answer(long call, long millis) throws InterruptedException {
    ByteCall waiting = calls.get(call);
    if (!waiting.await(millis)) {
      return NOT_YET;
    }
    calls.remove(call);
    return ANSWERED + leftovers.leave(waiting.answer());
  }

  /** Ends a call that nobody waits for any more. */
  public long cancel(long call) {
    calls.remove(call).cancel();
    return FINISHED;
  }

  /**
   * Binds an environment to arrays of the caller; returns its handle.
   *
   * @param memory holds the arrays; closed with the binding, or if this fails
   * @param table place of the places of the arrays
   */
  public long bind(String id, CallerMemory memory, long table) {
    try {
      HostedEnvironment environment = server.environment(id);
      return environments.add(new BoundEnvironment(environment, memory, table, server.steps()));
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  /** Lets go of the arrays. */
  public long unbind(long environment) {
    environments.remove(environment).close();
    return FINISHED;
  }

  /** Begins a step. */
  public long step(long environment) {
    return finished(environments.get(environment).step());
  }

  /** Begins a step on a worker; {@link #resume} waits for it. */
  public long send(long environment) {
    environments.get(environment).send();
    return FINISHED;
  }

  /** Begins a reset. */
  public long reset(long environment, long hasSeeds, long hasMask) {
    return finished(environments.get(environment).reset(hasSeeds != 0, hasMask != 0));
  }

  /** Goes on with a step or reset that has not finished, or with a step that was sent. */
  public long resume(long environment) {
    return finished(environments.get(environment).resume());
  }

  /** Leaves a snapshot; returns its length. */
  public long snapshot(long environment, long index) {
    return leftovers.leave(environments.get(environment).snapshot((int) index));
  }

  /** Restores a snapshot. */
  public long restore(long environment, long index, byte[] snapshot) {
    environments.get(environment).restore((int) index, snapshot);
    return FINISHED;
  }
}
