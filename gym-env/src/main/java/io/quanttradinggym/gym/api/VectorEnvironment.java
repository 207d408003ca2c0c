package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * n environments stepped together, on several threads, with the autoreset modes of Gymnasium.
 * Results do not depend on the number of threads. NOT thread safe.
 *
 * <p>A reset or step can run in slices: {@link #beginReset} or {@link #beginStep}, then {@link
 * #run} until it is complete. Results do not depend on the slices. Any other operation before
 * completion aborts it, and every environment then needs a reset.
 */
public final class VectorEnvironment implements AutoCloseable {
  private final Environment[] environments;
  private final EnvironmentSpec spec;
  private final AutoresetMode mode;
  private final LongSupplier entropy;
  private final int seats;
  private final int actionSize;
  private final VectorCommand command;
  private final int threads;
  private final ParallelFor workers;
  private @Nullable EnvironmentWork work; // in progress; null = the command is
  private int finished; // number of leading environments without remaining work

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
    command = new VectorCommand(this.environments, mode);
    finished = environments.size();
    this.threads = Math.min(threads, environments.size());
    workers = new ParallelFor(this.threads, "env-worker", this::run);
  }

  /** Number of threads that a step uses. */
  public int threads() {
    return threads;
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
    beginReset(seeds, mask, buffers);
    run(Long.MAX_VALUE);
  }

  /** Starts a {@link #reset}; {@link #run} completes it. */
  public void beginReset(long @Nullable [] seeds, byte @Nullable [] mask, StepBuffers buffers) {
    checkLength("seeds", seeds == null ? environments.length : seeds.length);
    checkLength("mask", mask == null ? environments.length : mask.length);
    giveUp();
    command.begin(buffers);
    for (int i = 0; i < environments.length; i++) {
      if (mask != null && mask[i] == 0) {
        continue;
      }
      if (seeds != null) {
        command.reset(i, seeds[i]);
      } else if (environments[i].isSeeded()) {
        command.resetNext(i);
      } else {
        command.reset(i, entropy.getAsLong());
      }
    }
    finished = 0;
  }

  /**
   * Continues the reset, the step or the work in progress. A failure aborts it.
   *
   * @param maxEvents number of events that each thread may process in this call, at least 1
   * @return whether it has finished
   */
  public boolean run(long maxEvents) {
    finished = firstUnfinished(finished);
    if (isUnderWay()) {
      try {
        workers.run(finished, environments.length, maxEvents);
      } catch (RuntimeException | Error e) {
        giveUp();
        throw e;
      }
      finished = firstUnfinished(finished);
    }
    return !isUnderWay();
  }

  private long run(int i, long budget) {
    EnvironmentWork current = work;
    return current == null ? command.run(i, budget) : current.run(i, budget);
  }

  private int firstUnfinished(int from) {
    EnvironmentWork current = work;
    if (current == null) {
      return command.firstUnfinished(from);
    }
    int i = from;
    while (i < environments.length && current.isFinished(i)) {
      i++;
    }
    return i;
  }

  /** Whether a reset, a step or other work is in progress. */
  public boolean isUnderWay() {
    return finished < environments.length;
  }

  private void giveUp() {
    if (isUnderWay()) {
      command.cutShort();
      finished = environments.length;
    }
    work = null;
  }

  /**
   * Starts work on environments that all have a running episode; {@link #run} completes it. The
   * work resets, steps and observes each environment itself.
   *
   * @throws ResetNeededException if an environment needs a reset
   */
  public void beginWork(EnvironmentWork added) {
    giveUp();
    for (int i = 0; i < environments.length; i++) {
      checkRunning(i);
    }
    work = added;
    finished = 0;
  }

  /** Writes the outcome of the last step of each environment, and its current observations. */
  public void describe(StepBuffers buffers) {
    for (int i = 0; i < environments.length; i++) {
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
    beginStep(batch, buffers);
    run(Long.MAX_VALUE);
  }

  /**
   * Starts a {@link #step}; {@link #run} completes it. The batch must not be changed until then.
   */
  public void beginStep(float[] batch, StepBuffers buffers) {
    int expected = environments.length * seats * actionSize;
    if (batch.length != expected) {
      throw new InvalidInputException(
          "actions",
          batch.length + " numbers",
          "%d x %d numbers".formatted(environments.length * seats, actionSize));
    }
    giveUp();
    for (int i = 0; i < environments.length; i++) {
      check(i, batch);
    }
    command.begin(buffers);
    command.step(batch);
    finished = 0;
  }

  private void check(int i, float[] batch) {
    if (command.resetsNow(i) && !command.isCutShort(i)) {
      return;
    }
    checkRunning(i);
    Environment environment = environments[i];
    for (int seat = 0; seat < seats; seat++) {
      if (environment.isDue(seat)) {
        int row = i * seats + seat;
        spec.seats().get(seat).action().check(batch, row * actionSize, field(i, seat));
      }
    }
  }

  private void checkRunning(int i) {
    checkWhole(i);
    Environment environment = environments[i];
    if (!environment.isRunning()) {
      throw new ResetNeededException(
          "environment %d: %s"
              .formatted(
                  i,
                  environment.isSeeded()
                      ? "the episode has ended: reset first"
                      : "no episode has begun: reset first"));
    }
  }

  private String field(int i, int seat) {
    String field = environments.length == 1 ? "action" : "actions[" + i + "]";
    return seats == 1 ? field : field + "[" + seat + "]";
  }

  private void checkWhole(int i) {
    if (command.isCutShort(i)) {
      throw new ResetNeededException(
          "environment %d: the last reset or step was cut short: reset first".formatted(i));
    }
  }

  /**
   * The action mask of the first seat of every environment; all ones where its episode has ended.
   *
   * @return (n, choices) row-major, 1 = the choice would have an effect
   * @throws ResetNeededException if an environment was never reset
   */
  public byte[] actionMasks() {
    boolean[] row = new boolean[environments[0].spec().seat().action().choices()];
    byte[] masks = new byte[environments.length * row.length];
    for (int i = 0; i < environments.length; i++) {
      if (!environments[i].isSeeded()) {
        throw new ResetNeededException("no episode has begun: reset first");
      }
      Arrays.fill(row, true);
      if (environments[i].isRunning()) {
        environments[i].seat(0).actionMask(row);
      }
      for (int choice = 0; choice < row.length; choice++) {
        masks[i * row.length + choice] = (byte) (row[choice] ? 1 : 0);
      }
    }
    return masks;
  }

  /** Snapshot of one environment: see {@link Environment#snapshot}. */
  public byte[] snapshot(int index) {
    giveUp();
    checkWhole(checkIndex(index));
    return environments[index].snapshot();
  }

  /** Restores one environment from a snapshot: see {@link Environment#restore}. */
  public void restore(int index, byte[] snapshot, StepBuffers buffers) {
    giveUp();
    environments[checkIndex(index)].restore(snapshot);
    command.replaced(index);
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
    giveUp();
    other.giveUp();
    for (int i = 0; i < environments.length; i++) {
      checkWhole(i);
      environments[i].copyTo(other.environments[i]);
      other.command.replaced(i);
      other.write(i, buffers);
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
