package io.quanttradinggym.gym.api;

import java.util.Arrays;

/**
 * One reset or step of a vector, environment by environment, as far as it has come. Environments
 * may be worked on by several threads, each by one at a time.
 */
final class VectorCommand {
  /** What is left to do with an environment. */
  private enum Stage {
    NOTHING,
    /** An episode is to be begun from a seed. */
    SEED,
    /** Its next episode is to be begun. */
    NEXT_EPISODE,
    /** An episode was begun. */
    RESETTING,
    /** Its step is to be begun. */
    STEP,
    /** Its step was begun. */
    STEPPING,
    /** Its step has ended an episode, and the next one was begun. */
    AUTORESET,
    /** A command was given up, and it has not been reset since. */
    CUT_SHORT
  }

  private final Environment[] environments;
  private final AutoresetMode mode;
  private final int stride; // numbers of an action of all seats
  private final Stage[] stages;
  private final long[] seeds;
  private float[] actions = new float[0];
  private StepBuffers out;

  VectorCommand(Environment[] environments, AutoresetMode mode) {
    this.environments = environments;
    this.mode = mode;
    EnvironmentSpec spec = environments[0].spec();
    stride = spec.seats().size() * spec.actionSize();
    stages = new Stage[environments.length];
    seeds = new long[environments.length];
    Arrays.fill(stages, Stage.NOTHING);
    out = new StepBuffers(spec, 0);
  }

  /** Where the results of what begins now go. */
  void begin(StepBuffers buffers) {
    out = buffers;
  }

  /** An environment is to begin an episode. */
  void reset(int i, long seed) {
    seeds[i] = seed;
    stages[i] = Stage.SEED;
  }

  /** An environment is to begin its next episode. */
  void resetNext(int i) {
    stages[i] = Stage.NEXT_EPISODE;
  }

  /** All environments are to be stepped. */
  void step(float[] batch) {
    actions = batch;
    for (int i = 0; i < stages.length; i++) {
      stages[i] = resetsNow(i) ? Stage.NEXT_EPISODE : Stage.STEP;
    }
  }

  /** Whether the environment's next step begins its next episode. */
  boolean resetsNow(int i) {
    Environment environment = environments[i];
    return mode == AutoresetMode.NEXT_STEP && environment.isSeeded() && !environment.isRunning();
  }

  boolean isCutShort(int i) {
    return stages[i] == Stage.CUT_SHORT;
  }

  /** The first environment, from this one on, with which something is left to do; n = none. */
  int firstUnfinished(int from) {
    int i = from;
    while (i < stages.length && isIdle(i)) {
      i++;
    }
    return i;
  }

  private boolean isIdle(int i) {
    return stages[i] == Stage.NOTHING || stages[i] == Stage.CUT_SHORT;
  }

  /** The command is given up: nobody knows what has become of the environments. */
  void cutShort() {
    Arrays.fill(stages, Stage.CUT_SHORT);
  }

  /** The environment has a state that no command has made. */
  void replaced(int i) {
    stages[i] = Stage.NOTHING;
  }

  /** Goes on with an environment: see {@link ParallelFor.Work}. */
  long run(int i, long budget) {
    Environment environment = environments[i];
    switch (stages[i]) {
      case NOTHING, CUT_SHORT -> {
        return budget;
      }
      case SEED -> {
        stages[i] = Stage.RESETTING;
        environment.beginReset(seeds[i]);
      }
      case NEXT_EPISODE -> {
        stages[i] = Stage.RESETTING;
        environment.beginResetNext();
      }
      case STEP -> {
        stages[i] = Stage.STEPPING;
        environment.beginStep(actions, i * stride);
      }
      case RESETTING, STEPPING, AUTORESET -> {
        // goes on
      }
    }
    long left = environment.run(budget);
    return left == Environment.UNFINISHED ? left : finish(i, environment, left);
  }

  private long finish(int i, Environment environment, long left) {
    if (stages[i] != Stage.AUTORESET) {
      out.writeOutcome(i, environment);
    }
    boolean ended = stages[i] == Stage.STEPPING && !environment.isRunning();
    if (ended && mode == AutoresetMode.SAME_STEP) {
      out.writeFinal(i, environment);
      environment.beginResetNext();
      stages[i] = Stage.AUTORESET;
      return left > 0 ? run(i, left) : Environment.UNFINISHED;
    }
    out.writeCurrent(i, environment);
    stages[i] = Stage.NOTHING;
    return left;
  }
}
