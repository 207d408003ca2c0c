package io.quanttradinggym.grpc.inprocess;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quanttradinggym.grpc.service.HostedEnvironment;
import io.quanttradinggym.grpc.service.LocalServer;

/**
 * What the engine does for its process. Arguments and results are 64-bit integers: handles,
 * addresses of memory of the caller, lengths. A result is 0 or more. Thread safe.
 */
final class EngineFunctions {
  static final long FINISHED = 0;
  private static final long UNFINISHED = 1;
  private static final long NOT_YET = 0;
  private static final long ANSWERED = 1; // plus the length of the answer

  private final LocalServer server;
  private final Leftovers leftovers;
  private final Handles<ByteCall> calls = new Handles<>("call");
  private final Handles<BoundEnvironment> environments = new Handles<>("environment");

  EngineFunctions(LocalServer server, Leftovers leftovers) {
    this.server = server;
    this.leftovers = leftovers;
  }

  private static byte[] bytes(long address, long length) {
    return BoundArrays.segment(address, length).toArray(JAVA_BYTE);
  }

  private static String text(long address, long length) {
    return new String(bytes(address, length), UTF_8);
  }

  private static long finished(boolean finished) {
    return finished ? FINISHED : UNFINISHED;
  }

  /** Begins a new connection, which ends the last one. */
  long connect() {
    server.connect();
    return FINISHED;
  }

  /** Ends the connection and what belongs to it. */
  long disconnect() {
    server.disconnect();
    return FINISHED;
  }

  /** Begins a call of a method with one request and one answer; returns its handle. */
  long call(long method, long length, long request, long size) {
    return calls.add(ByteCall.begin(server.channel(), text(method, length), bytes(request, size)));
  }

  /** Waits for the answer of a call, which is left. With it, or a failure, the handle ends. */
  long answer(long call, long millis) throws InterruptedException {
    ByteCall waiting = calls.get(call);
    if (!waiting.await(millis)) {
      return NOT_YET;
    }
    calls.remove(call);
    return ANSWERED + leftovers.leave(waiting.answer());
  }

  /** Ends a call that nobody waits for any more. */
  long cancel(long call) {
    calls.remove(call).cancel();
    return FINISHED;
  }

  /** Binds an environment to arrays of the caller; returns its handle. */
  long bind(long id, long length, long table) {
    HostedEnvironment environment = server.environment(text(id, length));
    return environments.add(new BoundEnvironment(environment, table, server.steps()));
  }

  /** Lets go of the arrays. */
  long unbind(long environment) {
    environments.remove(environment).close();
    return FINISHED;
  }

  /** Begins a step. */
  long step(long environment) {
    return finished(environments.get(environment).step());
  }

  /** Begins a step on a worker; {@link #resume} waits for it. */
  long send(long environment) {
    environments.get(environment).send();
    return FINISHED;
  }

  /** Begins a reset. */
  long reset(long environment, long hasSeeds, long hasMask) {
    return finished(environments.get(environment).reset(hasSeeds != 0, hasMask != 0));
  }

  /** Goes on with a step or reset that has not finished, or with a step that was sent. */
  long resume(long environment) {
    return finished(environments.get(environment).resume());
  }

  /** Leaves a snapshot; returns its length. */
  long snapshot(long environment, long index) {
    return leftovers.leave(environments.get(environment).snapshot((int) index));
  }

  /** Restores a snapshot. */
  long restore(long environment, long index, long address, long length) {
    environments.get(environment).restore((int) index, bytes(address, length));
    return FINISHED;
  }
}
