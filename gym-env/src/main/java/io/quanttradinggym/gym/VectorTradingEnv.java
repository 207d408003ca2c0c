package io.quanttradinggym.gym;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * n environments stepped together, on several threads, with the autoreset modes of Gymnasium.
 * Results do not depend on the number of threads. NOT thread safe.
 */
public final class VectorTradingEnv implements AutoCloseable {
  private final TradingEnv[] envs;
  private final AutoresetMode mode;
  private final LongSupplier entropy;
  private final StepResult result;
  private final int actionSize;
  private final ParallelFor crew;
  private float[] actions = new float[0];

  /**
   * @param envs of one specification
   * @param threads at least 1; more than the environments are never used
   * @param entropy seeds environments that are reset without ever having had a seed
   */
  public VectorTradingEnv(
      List<TradingEnv> envs, AutoresetMode mode, int threads, LongSupplier entropy) {
    if (envs.isEmpty()) {
      throw new InvalidInputException("num_envs", 0, "at least 1");
    }
    if (threads < 1) {
      throw new InvalidInputException("threads", threads, "at least 1");
    }
    this.envs = envs.toArray(TradingEnv[]::new);
    this.mode = mode;
    this.entropy = entropy;
    EnvSpec spec = spec();
    actionSize = spec.action().size();
    result = new StepResult(envs.size(), spec.observation().size(), spec.instruments().size());
    crew = new ParallelFor(Math.min(threads, envs.size()), "env-worker", this::stepOne);
  }

  public int size() {
    return envs.length;
  }

  public EnvSpec spec() {
    return envs[0].spec();
  }

  public TradingEnv env(int index) {
    return envs[index];
  }

  /** The buffers that {@link #reset} and {@link #step} write. */
  public StepResult result() {
    return result;
  }

  /**
   * Begins new episodes. Rows of {@link StepResult#observations} of environments that are not reset
   * keep their observation.
   *
   * @param seeds one per environment; null = each goes on in its own sequence
   * @param mask 1 = reset this environment; null = all
   */
  public void reset(long @Nullable [] seeds, byte @Nullable [] mask) {
    checkLength("seeds", seeds == null ? envs.length : seeds.length);
    checkLength("mask", mask == null ? envs.length : mask.length);
    for (int i = 0; i < envs.length; i++) {
      if (mask != null && mask[i] == 0) {
        continue;
      }
      if (seeds != null) {
        envs[i].reset(seeds[i]);
      } else if (envs[i].isSeeded()) {
        envs[i].resetNext();
      } else {
        envs[i].reset(entropy.getAsLong());
      }
      settle(i);
    }
  }

  private void settle(int i) {
    result.rewards()[i] = 0;
    result.terminated()[i] = 0;
    result.truncated()[i] = 0;
    result.info(i).capture(envs[i]);
    envs[i].observe(result.observations(), i * result.observationSize());
  }

  private void checkLength(String field, int length) {
    if (length != envs.length) {
      throw new InvalidInputException(
          field, "(" + length + " entries)", envs.length + " entries, one for each environment");
    }
  }

  /**
   * Steps every environment. Nothing is done if any action is outside its space or any environment
   * needs a reset.
   *
   * @param batch row-major (n, action size)
   */
  public void step(float[] batch) {
    if (batch.length != envs.length * actionSize) {
      throw new InvalidInputException(
          "actions",
          "(" + batch.length + " numbers)",
          "%d x %d numbers".formatted(envs.length, actionSize));
    }
    for (int i = 0; i < envs.length; i++) {
      check(i, batch);
    }
    actions = batch;
    crew.run(envs.length);
  }

  private void check(int i, float[] batch) {
    if (mode == AutoresetMode.NEXT_STEP && result.ended(i)) {
      return;
    }
    if (!envs[i].isRunning()) {
      throw new ResetNeededException(
          "environment %d: %s"
              .formatted(
                  i,
                  envs[i].isSeeded()
                      ? "the episode is over: reset first"
                      : "no episode has begun: reset first"));
    }
    spec()
        .action()
        .check(batch, i * actionSize, envs.length == 1 ? "action" : "actions[" + i + "]");
  }

  private void stepOne(int i) {
    TradingEnv env = envs[i];
    if (mode == AutoresetMode.NEXT_STEP && result.ended(i)) {
      env.resetNext();
      settle(i);
      return;
    }
    env.step(actions, i * actionSize);
    show(i);
    result.info(i).capture(env);
    int row = i * result.observationSize();
    if (mode == AutoresetMode.SAME_STEP && result.ended(i)) {
      env.observe(result.finalObservations(), row);
      env.resetNext();
    }
    env.observe(result.observations(), row);
  }

  /** The whole state of one environment: see {@link TradingEnv#snapshot}. */
  public byte[] snapshot(int index) {
    return envs[checkIndex(index)].snapshot();
  }

  /** Makes one environment go on from a saved state: see {@link TradingEnv#restore}. */
  public void restore(int index, byte[] snapshot) {
    envs[checkIndex(index)].restore(snapshot);
    settle(index);
    show(index);
  }

  private int checkIndex(int index) {
    if (index < 0 || index >= envs.length) {
      throw new InvalidInputException("index", index, "0 to " + (envs.length - 1));
    }
    return index;
  }

  /** Shows in the result how the last step of an environment ended. */
  private void show(int i) {
    result.rewards()[i] = envs[i].reward();
    result.terminated()[i] = (byte) (envs[i].isTerminated() ? 1 : 0);
    result.truncated()[i] = (byte) (envs[i].isTruncated() ? 1 : 0);
  }

  /** Makes {@code other}, of as many environments of the same scenario, a copy of this. */
  public void copyTo(VectorTradingEnv other) {
    other.checkLength("fork", envs.length);
    for (int i = 0; i < envs.length; i++) {
      envs[i].copyTo(other.envs[i]);
      other.settle(i);
      other.result.rewards()[i] = result.rewards()[i];
      other.result.terminated()[i] = result.terminated()[i];
      other.result.truncated()[i] = result.truncated()[i];
    }
  }

  @Override
  public void close() {
    crew.close();
  }
}
