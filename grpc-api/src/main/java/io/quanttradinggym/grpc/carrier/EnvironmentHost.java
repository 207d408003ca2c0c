package io.quanttradinggym.grpc.carrier;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.AutoresetMode;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.api.EnvironmentWork;
import io.quanttradinggym.gym.api.StepBuffers;
import io.quanttradinggym.gym.api.VectorEnvironment;
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
  private final StepBuffers results;

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
    results = environments.newBuffers();
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

  /** Results of the last command that has finished; the next one overwrites them. */
  public StepBuffers results() {
    return results;
  }

  /** Bytes of the actions of one step. */
  public int actionBytes() {
    return actions.length * Float.BYTES;
  }

  /**
   * Begins a step of every environment, to be finished by {@link #run}.
   *
   * @throws InvalidInputException if the number of bytes is wrong, or an action is outside its
   *     space
   */
  public void beginStep(PackedActions in) {
    unpack(in);
    environments.beginStep(actions, results);
  }

  /** The vector of environments. */
  public VectorEnvironment environments() {
    return environments;
  }

  /** Begins work on every environment, to be finished by {@link #run}. */
  public void beginWork(EnvironmentWork work) {
    environments.beginWork(work);
  }

  /** Writes the current state of every environment to the results. */
  public void describe() {
    environments.describe(results);
  }

  /**
   * Continues the reset, the step or the work in progress.
   *
   * @param maxEvents number of events that each thread may process in this call, at least 1
   * @return whether it has finished
   */
  public boolean run(long maxEvents) {
    return environments.run(maxEvents);
  }

  /** Whether a reset or step is in progress. */
  public boolean isUnderWay() {
    return environments.isUnderWay();
  }

  private void unpack(PackedActions in) {
    if (in.bytes() != actionBytes()) {
      throw new InvalidInputException(
          "actions",
          in.bytes() + " bytes",
          "%d bytes: %d x %d numbers of 4 bytes"
              .formatted(actionBytes(), size() * isBox.length, actionSize));
    }
    for (int row = 0; row * actionSize < actions.length; row++) {
      if (isBox[row % isBox.length]) {
        in.unpackFloats(row * actionSize, actionSize, actions);
      } else {
        in.unpackIntegers(row * actionSize, actionSize, actions);
      }
    }
  }

  /**
   * Begins a reset, to be finished by {@link #run}. Rows of environments that are not reset keep
   * their values.
   *
   * @param seeds one per environment; null = each continues its own sequence
   * @param mask 1 = reset this environment; null = all
   */
  public void beginReset(long @Nullable [] seeds, byte @Nullable [] mask) {
    environments.beginReset(seeds, mask, results);
  }

  /** Snapshot of one environment. */
  public byte[] snapshot(int index) {
    return environments.snapshot(index);
  }

  /** Restores one environment from a snapshot. */
  public void restore(int index, byte[] snapshot) {
    environments.restore(index, snapshot, results);
  }

  /** Copies the state to another host with the same scenario and number of environments. */
  public void copyTo(EnvironmentHost other) {
    environments.copyTo(other.environments, other.results);
  }
}
