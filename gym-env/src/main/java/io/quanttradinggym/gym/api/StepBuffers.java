package io.quanttradinggym.gym.api;

/**
 * Results of steps of a vector of environments. The buffers belong to the caller; each step
 * overwrites them. {@code n} environments, {@code seats} seats in each, {@code d} elements in a row
 * of the widest seat; all row-major. {@code terminated} and {@code truncated} differ: only {@code
 * terminated} means that the task itself has ended.
 */
public final class StepBuffers {
  private final int size;
  private final int seats;
  private final int observationSize;
  private final float[] observations; // (n, seats, d)
  private final float[] finalObservations; // (n, seats, d), rows of ended episodes only
  private final double[] rewards; // (n, seats)
  private final byte[] terminated; // (n, seats), 1 = yes
  private final byte[] truncated; // (n, seats)
  private final byte[] due; // (n, seats)
  private final EpisodeInfo[] infos; // (n, seats)

  /**
   * @param n number of environments
   */
  public StepBuffers(EnvironmentSpec spec, int n) {
    size = n;
    seats = spec.seats().size();
    observationSize = spec.observationSize();
    int rows = n * seats;
    observations = new float[rows * observationSize];
    finalObservations = new float[rows * observationSize];
    rewards = new double[rows];
    terminated = new byte[rows];
    truncated = new byte[rows];
    due = new byte[rows];
    infos = new EpisodeInfo[rows];
    for (int i = 0; i < rows; i++) {
      infos[i] = new EpisodeInfo(spec);
    }
  }

  /** Number of environments. */
  public int size() {
    return size;
  }

  /** Number of seats of each environment. */
  public int seats() {
    return seats;
  }

  /** Elements in a row of observations. */
  public int observationSize() {
    return observationSize;
  }

  /** The live buffer (n, seats, d). */
  public float[] observations() {
    return observations;
  }

  /**
   * The live buffer (n, seats, d); rows of environments with an episode that ended in this step
   * (SAME_STEP only).
   */
  public float[] finalObservations() {
    return finalObservations;
  }

  /** The live buffer (n, seats). */
  public double[] rewards() {
    return rewards;
  }

  /** The live buffer (n, seats), 1 = yes. */
  public byte[] terminated() {
    return terminated;
  }

  /** The live buffer (n, seats), 1 = yes. */
  public byte[] truncated() {
    return truncated;
  }

  /** The live buffer (n, seats), 1 = a decision of the seat is due, or its episode has ended. */
  public byte[] due() {
    return due;
  }

  /** Whether the episode of environment {@code i} is over for all of its seats. */
  public boolean ended(int i) {
    for (int row = i * seats; row < (i + 1) * seats; row++) {
      if ((terminated[row] | truncated[row]) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Info of the first seat of environment {@code i} after the step, before an automatic reset. */
  public EpisodeInfo info(int i) {
    return info(i, 0);
  }

  /** Info of a seat after the step, before an automatic reset. */
  public EpisodeInfo info(int i, int seat) {
    return infos[i * seats + seat];
  }

  /** Writes the outcome of an environment's last step, except its observations. */
  void writeOutcome(int i, Environment environment) {
    for (int seat = 0; seat < seats; seat++) {
      int row = i * seats + seat;
      rewards[row] = environment.reward(seat);
      terminated[row] = flag(environment.isTerminated(seat));
      truncated[row] = flag(environment.isTruncated(seat));
      environment.info(seat, infos[row]);
    }
  }

  /** Writes the current observations and due seats of an environment. */
  void writeCurrent(int i, Environment environment) {
    environment.observe(observations, i * seats * observationSize);
    for (int seat = 0; seat < seats; seat++) {
      int row = i * seats + seat;
      due[row] = flag(environment.isDue(seat) || (terminated[row] | truncated[row]) != 0);
    }
  }

  /** Writes the last observations of an episode, before the environment begins the next. */
  void writeFinal(int i, Environment environment) {
    environment.observe(finalObservations, i * seats * observationSize);
  }

  private static byte flag(boolean value) {
    return (byte) (value ? 1 : 0);
  }
}
