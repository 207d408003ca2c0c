package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A vector of environments, stepped together on several threads, with the autoreset modes of
 * Gymnasium. Results do not depend on the number of threads. NOT thread safe.
 */
public final class VectorEnvironment implements AutoCloseable {
  private final Environment[] environments;
  private final EnvironmentSpec spec;
  private final AutoresetMode mode;
  private final LongSupplier entropy;
  private final int seats;
  private final int actionSize;
  private final ParallelFor workers;
  private float[] actions = new float[0]; // of the current step
  private StepBuffers out; // of the current step

  /**
   * @param environments environments with equal specifications
   * @param threads at least 1; at most one thread for each environment is used
   * @param entropy source of seeds for environments that are reset without any previous seed
   */
  public VectorEnvironment(
      List<? extends Environment> environments,
      AutoresetMode mode,
      int threads,
      LongSupplier entropy) {
    if (environments.isEmpty()) {
      throw new InvalidInputException("num_envs", 0, "at least 1");
    }
    if (threads < 1) {
      throw new InvalidInputException("threads", threads, "at least 1");
    }
    this.environments = environments.toArray(Environment[]::new);
    this.mode = mode;
    this.entropy = entropy;
    spec = this.environments[0].spec();
    seats = spec.seats().size();
    actionSize = spec.actionSize();
    out = new StepBuffers(spec, 0);
    workers = new ParallelFor(Math.min(threads, environments.size()), "env-worker", this::stepOne);
  }

  public int size() {
    return environments.length;
  }

  public EnvironmentSpec spec() {
    return spec;
  }

  public AutoresetMode mode() {
    return mode;
  }

  public Environment environment(int index) {
    return environments[index];
  }

  /** Allocates result buffers for this vector. */
  public StepBuffers newBuffers() {
    return new StepBuffers(spec, environments.length);
  }

  /**
   * Begins new episodes. Rows of environments that are not reset keep their values.
   *
   * @param seeds one per environment; null = each continues its own sequence
   * @param mask 1 = reset this environment; null = all
   */
  public void reset(long @Nullable [] seeds, byte @Nullable [] mask, StepBuffers buffers) {
    checkLength("seeds", seeds == null ? environments.length : seeds.length);
    checkLength("mask", mask == null ? environments.length : mask.length);
    for (int i = 0; i < environments.length; i++) {
      if (mask != null && mask[i] == 0) {
        continue;
      }
      Environment environment = environments[i];
      if (seeds != null) {
        environment.reset(seeds[i]);
      } else if (environment.isSeeded()) {
        environment.resetNext();
      } else {
        environment.reset(entropy.getAsLong());
      }
      write(i, buffers);
    }
  }

  private void write(int i, StepBuffers buffers) {
    buffers.writeOutcome(i, environments[i]);
    buffers.writeCurrent(i, environments[i]);
  }

  private void checkLength(String field, int length) {
    if (length != environments.length) {
      throw new InvalidInputException(
          field, length + " entries", environments.length + " entries, one per environment");
    }
  }

  /**
   * Steps every environment. No environment changes if any action is outside its space or any
   * environment needs a reset.
   *
   * @param batch row-major (n, seats, action size)
   */
  public void step(float[] batch, StepBuffers buffers) {
    int expected = environments.length * seats * actionSize;
    if (batch.length != expected) {
      throw new InvalidInputException(
          "actions",
          batch.length + " numbers",
          "%d x %d numbers".formatted(environments.length * seats, actionSize));
    }
    for (int i = 0; i < environments.length; i++) {
      check(i, batch);
    }
    actions = batch;
    out = buffers;
    workers.run(environments.length);
  }

  private void check(int i, float[] batch) {
    Environment environment = environments[i];
    if (resetsNow(environment)) {
      return;
    }
    if (!environment.isRunning()) {
      throw new ResetNeededException(
          "environment %d: %s"
              .formatted(
                  i,
                  environment.isSeeded()
                      ? "the episode has ended: reset first"
                      : "no episode has begun: reset first"));
    }
    for (int seat = 0; seat < seats; seat++) {
      if (environment.isDue(seat)) {
        int row = i * seats + seat;
        spec.seats().get(seat).action().check(batch, row * actionSize, field(i, seat));
      }
    }
  }

  private String field(int i, int seat) {
    String field = environments.length == 1 ? "action" : "actions[" + i + "]";
    return seats == 1 ? field : field + "[" + seat + "]";
  }

  private boolean resetsNow(Environment environment) {
    return mode == AutoresetMode.NEXT_STEP && environment.isSeeded() && !environment.isRunning();
  }

  private void stepOne(int i) {
    Environment environment = environments[i];
    if (resetsNow(environment)) {
      environment.resetNext();
      write(i, out);
      return;
    }
    environment.step(actions, i * seats * actionSize);
    out.writeOutcome(i, environment);
    if (mode == AutoresetMode.SAME_STEP && !environment.isRunning()) {
      out.writeFinal(i, environment);
      environment.resetNext();
    }
    out.writeCurrent(i, environment);
  }

  /** Snapshot of one environment: see {@link Environment#snapshot}. */
  public byte[] snapshot(int index) {
    return environments[checkIndex(index)].snapshot();
  }

  /** Restores one environment from a snapshot: see {@link Environment#restore}. */
  public void restore(int index, byte[] snapshot, StepBuffers buffers) {
    environments[checkIndex(index)].restore(snapshot);
    write(index, buffers);
  }

  private int checkIndex(int index) {
    if (index < 0 || index >= environments.length) {
      throw new InvalidInputException("index", index, "0 to " + (environments.length - 1));
    }
    return index;
  }

  /**
   * Copies the state to {@code other}, a vector with the same scenario and number of environments.
   *
   * @param buffers results of {@code other}
   */
  public void copyTo(VectorEnvironment other, StepBuffers buffers) {
    other.checkLength("fork", environments.length);
    for (int i = 0; i < environments.length; i++) {
      environments[i].copyTo(other.environments[i]);
      other.write(i, buffers);
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
