package io.quanttradinggym.grpc.functions;

import io.quanttradinggym.grpc.carrier.EnvironmentCommand;
import io.quanttradinggym.grpc.carrier.EnvironmentHost;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.resource.Turns;
import io.quanttradinggym.grpc.service.HostedEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * An environment whose steps read and write arrays of the caller, on the caller's thread, without
 * an allocation. A command that was begun is gone on with by {@link #resume}; whatever begins
 * before that gives it up.
 *
 * <p>A step that was sent begins on a worker, which goes on with it until its caller resumes it.
 * The caller then waits for one slice at most, and does the rest itself.
 */
final class BoundEnvironment implements AutoCloseable {
  /** How far the step is that was sent last. */
  private enum Sent {
    NOTHING,
    NEW,
    BEGUN,
    ENDED
  }

  private final HostedEnvironment environment;
  private final EnvironmentHost host;
  private final CallerMemory memory;
  private final BoundArrays arrays;
  private final EnvironmentCommand step;
  private final Turns workers;
  private final Turns.Work working = this::work; // made once
  private volatile boolean awaited; // whether the worker is to leave the rest to the caller
  private @Nullable EnvironmentCommand underWay;
  private Sent sent = Sent.NOTHING;
  private @Nullable Throwable failure; // of the step that was sent

  /**
   * @param memory holds the arrays; closed with this
   * @param table place of the places of the arrays: see {@link BoundArrays}
   * @param workers run the steps that are sent
   */
  BoundEnvironment(HostedEnvironment environment, CallerMemory memory, long table, Turns workers) {
    this.environment = environment;
    this.memory = memory;
    this.workers = workers;
    host = environment.host();
    arrays = new BoundArrays(host, memory, table);
    step = new Step(environment.infoEveryStep());
    environment.acquire(this);
  }

  /** Begins a step; returns whether it has finished. */
  boolean step() {
    return begin(step);
  }

  /** Begins a reset; returns whether it has finished. */
  boolean reset(boolean hasSeeds, boolean hasMask) {
    return begin(new Reset(hasSeeds, hasMask));
  }

  /** Begins a step on a worker. */
  void send() {
    awaited = true;
    synchronized (this) {
      underWay = step;
      sent = Sent.NEW;
      failure = null;
      awaited = false;
    }
    workers.add(this, working);
  }

  /** Goes on, on a worker, with what was sent; returns whether work remains for it. */
  private boolean work() {
    if (awaited) {
      return false;
    }
    synchronized (this) {
      EnvironmentCommand command = underWay;
      if (awaited || command == null || sent == Sent.NOTHING) {
        return false;
      }
      try {
        sent = slice(command, sent == Sent.NEW) ? Sent.ENDED : Sent.BEGUN;
      } catch (RuntimeException | Error e) { // for the caller
        sent = Sent.ENDED;
        failure = e;
      }
      return sent == Sent.BEGUN;
    }
  }

  /** Goes on with what was begun or sent; returns whether it has finished. */
  boolean resume() {
    awaited = true;
    synchronized (this) {
      Sent before = sent;
      sent = Sent.NOTHING;
      return before == Sent.ENDED ? ended(failure) : goOn(before == Sent.NEW);
    }
  }

  private static boolean ended(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return true;
  }

  private boolean goOn(boolean first) {
    EnvironmentCommand command = underWay;
    if (command == null) {
      throw new ProblemException(
          Problem.of(
              Reason.RESET_NEEDED,
              "another thread has used the environment meanwhile; an environment belongs to one"
                  + " thread: reset first"));
    }
    return slice(command, first);
  }

  byte[] snapshot(int index) {
    Snapshot snapshot = new Snapshot(index);
    begin(snapshot);
    return snapshot.bytes;
  }

  void restore(int index, byte[] snapshot) {
    begin(new Restore(index, snapshot));
  }

  private boolean begin(EnvironmentCommand command) {
    awaited = true;
    synchronized (this) {
      underWay = command;
      sent = Sent.NOTHING;
      return slice(command, true);
    }
  }

  private boolean slice(EnvironmentCommand command, boolean first) {
    boolean goesOn = false;
    try {
      goesOn = !environment.slice(command, first);
    } finally {
      if (!goesOn) {
        underWay = null;
      }
    }
    return !goesOn;
  }

  /** Lets go of the arrays. */
  @Override
  public void close() {
    awaited = true;
    synchronized (this) {
      underWay = null;
      sent = Sent.NOTHING;
      memory.close();
    }
    environment.release(this);
  }

  private final class Step implements EnvironmentCommand {
    private final boolean allInfos;
    private final Runnable unpacking = this::unpack; // made once: a step allocates nothing

    Step(boolean allInfos) {
      this.allInfos = allInfos;
    }

    @Override
    public void begin() {
      Problems.reporting(Reason.ACTION, unpacking);
    }

    private void unpack() {
      host.beginStep(arrays.actions());
    }

    @Override
    public void finish() {
      arrays.write(host.results(), allInfos);
    }
  }

  private final class Reset implements EnvironmentCommand {
    private final boolean hasSeeds;
    private final boolean hasMask;

    Reset(boolean hasSeeds, boolean hasMask) {
      this.hasSeeds = hasSeeds;
      this.hasMask = hasMask;
    }

    @Override
    public void begin() {
      host.beginReset(hasSeeds ? arrays.seeds() : null, hasMask ? arrays.mask() : null);
    }

    @Override
    public void finish() {
      arrays.write(host.results(), true);
    }
  }

  private final class Snapshot implements EnvironmentCommand {
    private final int index;
    private byte[] bytes = new byte[0];

    Snapshot(int index) {
      this.index = index;
    }

    @Override
    public void begin() {}

    @Override
    public void finish() {
      bytes = environment.seal().seal(host.snapshot(index));
    }
  }

  private final class Restore implements EnvironmentCommand {
    private final int index;
    private final byte[] snapshot;

    Restore(int index, byte[] snapshot) {
      this.index = index;
      this.snapshot = snapshot;
    }

    @Override
    public void begin() {}

    @Override
    public void finish() {
      host.restore(index, environment.seal().unseal(snapshot));
      arrays.write(host.results(), true);
    }
  }
}
