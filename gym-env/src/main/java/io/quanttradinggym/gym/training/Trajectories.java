package io.quanttradinggym.gym.training;

import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.api.EpisodeInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What {@code n} environments did in {@code steps} steps, row-major; {@code d} elements of an
 * observation, {@code k} components of an action.
 */
public final class Trajectories {
  private final int steps;
  private final int environments;
  final float[] observations; // (steps, n, d): before each step
  final float[] actions; // (steps, n, k): as drawn, before clipping
  final float[] logProbabilities; // (steps, n)
  final float[] values; // (steps, n)
  final float[] rewards; // (steps, n)
  final byte[] terminated; // (steps, n), 1 = yes
  final byte[] truncated; // (steps, n)
  final float[] lastObservations; // (n, d): after the last step
  private final List<List<End>> ends; // by environment; a thread writes only to one at a time

  Trajectories(EnvironmentSpec spec, int environments, int steps) {
    this.steps = steps;
    this.environments = environments;
    int rows = steps * environments;
    int observationSize = spec.observationSize();
    observations = new float[rows * observationSize];
    actions = new float[rows * spec.actionSize()];
    logProbabilities = new float[rows];
    values = new float[rows];
    rewards = new float[rows];
    terminated = new byte[rows];
    truncated = new byte[rows];
    lastObservations = new float[environments * observationSize];
    ends = new ArrayList<>();
    for (int i = 0; i < environments; i++) {
      ends.add(new ArrayList<>());
    }
  }

  /** Bytes of the arrays of so many steps. */
  public static long bytes(EnvironmentSpec spec, int environments, long steps) {
    long numbers = spec.observationSize() + spec.actionSize() + 3L;
    return steps * environments * (numbers * Float.BYTES + 2);
  }

  /**
   * The end of an episode.
   *
   * @param step index of its last step in the rollout
   * @param environment index
   * @param info at the end
   * @param observation the last one of the episode
   */
  @SuppressWarnings("ArrayRecordComponent") // written once
  public record End(int step, int environment, EpisodeInfo info, float[] observation) {}

  void add(End end) {
    ends.get(end.environment()).add(end);
  }

  /** The episodes that ended, in order of step and environment. */
  public List<End> ends() {
    return ends.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingInt(End::step).thenComparingInt(End::environment))
        .toList();
  }

  public int steps() {
    return steps;
  }

  public int environments() {
    return environments;
  }

  /** The live array (steps, n, d): the observation before each step. */
  public float[] observations() {
    return observations;
  }

  /** The live array (steps, n, k): actions before clipping; choices as whole numbers. */
  public float[] actions() {
    return actions;
  }

  /** The live array (steps, n): log-probabilities of the actions. */
  public float[] logProbabilities() {
    return logProbabilities;
  }

  /** The live array (steps, n): values of the observations. */
  public float[] values() {
    return values;
  }

  /** The live array (steps, n). */
  public float[] rewards() {
    return rewards;
  }

  /** The live array (steps, n), 1 = the step has ended the episode by the rules of the task. */
  public byte[] terminated() {
    return terminated;
  }

  /** The live array (steps, n), 1 = the step has ended the episode by a limit from outside. */
  public byte[] truncated() {
    return truncated;
  }

  /** The live array (n, d): observations after the last step. */
  public float[] lastObservations() {
    return lastObservations;
  }
}
