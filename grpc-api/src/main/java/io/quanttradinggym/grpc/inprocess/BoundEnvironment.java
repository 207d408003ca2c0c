package io.quanttradinggym.grpc.inprocess;

import io.quanttradinggym.grpc.carrier.EnvironmentCommand;
import io.quanttradinggym.grpc.carrier.EnvironmentHost;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.service.HostedEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * An environment whose steps read and write arrays of the caller, on the caller's thread, without
 * an allocation. A command that was begun is gone on with by {@link #resume}; whatever begins
 * before that gives it up.
 */
final class BoundEnvironment implements AutoCloseable {
  private final HostedEnvironment environment;
  private final EnvironmentHost host;
  private final BoundArrays arrays;
  private final EnvironmentCommand step;
  private volatile @Nullable EnvironmentCommand underWay;

  /**
   * @param table address of the addresses of the arrays: see {@link BoundArrays}
   */
  BoundEnvironment(HostedEnvironment environment, long table) {
    this.environment = environment;
    host = environment.host();
    arrays = new BoundArrays(host, table);
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

  /** Goes on with what was begun; returns whether it has finished. */
  boolean resume() {
    EnvironmentCommand command = underWay;
    if (command == null) {
      throw new ProblemException(
          Problem.of(
              Reason.RESET_NEEDED,
              "another thread has used the environment meanwhile; an environment belongs to one"
                  + " thread: reset first"));
    }
    return slice(command, false);
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
    underWay = command;
    return slice(command, true);
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

  @Override
  public void close() {
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
