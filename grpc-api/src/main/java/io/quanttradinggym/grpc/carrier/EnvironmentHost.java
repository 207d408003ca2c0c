package io.quanttradinggym.grpc.carrier;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.AutoresetMode;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.api.VectorEnvironment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A vector of environments driven by commands on bytes: reset, step, snapshot, restore, copy. NOT
 * thread safe.
 */
public final class EnvironmentHost {
  private final VectorEnvironment environments;
  private final boolean[] isBox; // by seat
  private final int actionSize;
  private final float[] actions; // (n, seats, action size)
  private @Nullable StepBytes pending; // result of the reset or step in progress

  public EnvironmentHost(VectorEnvironment environments) {
    this.environments = environments;
    EnvironmentSpec spec = environments.spec();
    int seats = spec.seats().size();
    isBox = new boolean[seats];
    for (int seat = 0; seat < seats; seat++) {
      isBox[seat] = spec.seats().get(seat).action().kind() == ActionSpec.Kind.BOX;
    }
    actionSize = spec.actionSize();
    actions = new float[environments.size() * seats * actionSize];
  }

  public EnvironmentSpec spec() {
    return environments.spec();
  }

  /** Number of environments. */
  public int size() {
    return environments.size();
  }

  public AutoresetMode mode() {
    return environments.mode();
  }

  /** The vector of environments. */
  public VectorEnvironment environments() {
    return environments;
  }

  /** Allocates result arrays for this host. */
  public StepBytes newResult() {
    return new StepBytes(spec(), size());
  }

  /**
   * Steps every environment.
   *
   * @param in (n, seats, action size), little-endian: float32 in the rows of a BOX, otherwise int32
   * @throws InvalidInputException if the number of bytes is wrong, or an action is outside its
   *     space
   */
  public void step(ByteBuffer in, StepBytes out) {
    beginStep(in, out);
    run(Long.MAX_VALUE);
  }

  /** Starts a {@link #step}; {@link #run} completes it. */
  public void beginStep(ByteBuffer in, StepBytes out) {
    unpack(in);
    environments.beginStep(actions, out.buffers());
    pending = out;
  }

  /**
   * Continues the reset or step in progress.
   *
   * @param maxEvents number of events that each thread may process in this call, at least 1
   * @return whether it has finished
   */
  public boolean run(long maxEvents) {
    if (!environments.run(maxEvents)) {
      return false;
    }
    if (pending != null) {
      pending.pack();
      pending = null;
    }
    return true;
  }

  /** Whether a reset or step is in progress. */
  public boolean isUnderWay() {
    return environments.isUnderWay();
  }

  private void unpack(ByteBuffer in) {
    int expected = actions.length * Float.BYTES;
    if (in.remaining() != expected) {
      throw new InvalidInputException(
          "actions",
          in.remaining() + " bytes",
          "%d bytes: %d x %d numbers of 4 bytes"
              .formatted(expected, size() * isBox.length, actionSize));
    }
    ByteBuffer little = in.slice().order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer floats = little.asFloatBuffer();
    IntBuffer integers = little.asIntBuffer();
    for (int row = 0; row * actionSize < actions.length; row++) {
      int offset = row * actionSize;
      if (isBox[row % isBox.length]) {
        floats.get(offset, actions, offset, actionSize);
      } else {
        for (int i = offset; i < offset + actionSize; i++) {
          actions[i] = integers.get(i); // a float holds every index of an action space exactly
        }
      }
    }
  }

  /**
   * Begins new episodes. Rows of environments that are not reset keep their values.
   *
   * @param seeds one per environment; null = each continues its own sequence
   * @param mask 1 = reset this environment; null = all
   */
  public void reset(long @Nullable [] seeds, byte @Nullable [] mask, StepBytes out) {
    beginReset(seeds, mask, out);
    run(Long.MAX_VALUE);
  }

  /** Starts a {@link #reset}; {@link #run} completes it. */
  public void beginReset(long @Nullable [] seeds, byte @Nullable [] mask, StepBytes out) {
    environments.beginReset(seeds, mask, out.buffers());
    pending = out;
  }

  /** Snapshot of one environment. */
  public byte[] snapshot(int index) {
    return environments.snapshot(index);
  }

  /** Restores one environment from a snapshot. */
  public void restore(int index, byte[] snapshot, StepBytes out) {
    environments.restore(index, snapshot, out.buffers());
    out.pack();
  }

  /**
   * Copies the state of this host to another host with the same scenario and number of
   * environments.
   *
   * @param out results of {@code other}
   */
  public void copyTo(EnvironmentHost other, StepBytes out) {
    environments.copyTo(other.environments, out.buffers());
    out.pack();
  }
}
