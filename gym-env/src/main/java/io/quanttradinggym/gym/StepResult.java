package io.quanttradinggym.gym;

/**
 * What one step of a vector environment returns, in buffers that belong to it and are overwritten
 * by the next step. {@code terminated} and {@code truncated} are different things: only the first
 * means that nothing more was to come.
 */
public final class StepResult {
  private final int observationSize;
  private final float[] observations; // (n, d)
  private final float[] finalObservations; // (n, d), rows of ended episodes only
  private final double[] rewards; // (n)
  private final byte[] terminated; // (n), 1 = yes
  private final byte[] truncated; // (n)
  private final EpisodeInfo[] infos; // (n)

  StepResult(int n, int observationSize, int instruments) {
    this.observationSize = observationSize;
    observations = new float[n * observationSize];
    finalObservations = new float[n * observationSize];
    rewards = new double[n];
    terminated = new byte[n];
    truncated = new byte[n];
    infos = new EpisodeInfo[n];
    for (int i = 0; i < n; i++) {
      infos[i] = new EpisodeInfo(instruments);
    }
  }

  public int size() {
    return rewards.length;
  }

  public int observationSize() {
    return observationSize;
  }

  /** The live buffer, row-major (n, d). */
  public float[] observations() {
    return observations;
  }

  /**
   * The live buffer, row-major (n, d); rows of episodes that ended in this step (SAME_STEP only).
   */
  public float[] finalObservations() {
    return finalObservations;
  }

  /** The live buffer (n). */
  public double[] rewards() {
    return rewards;
  }

  /** The live buffer (n), 1 = yes. */
  public byte[] terminated() {
    return terminated;
  }

  /** The live buffer (n), 1 = yes. */
  public byte[] truncated() {
    return truncated;
  }

  /** Whether the episode of environment {@code i} ended with this step. */
  public boolean ended(int i) {
    return (terminated[i] | truncated[i]) != 0;
  }

  /** State after the step, before any automatic reset. */
  public EpisodeInfo info(int i) {
    return infos[i];
  }
}
