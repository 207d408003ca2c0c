package io.quanttradinggym.gym.api;

import java.util.Arrays;

/**
 * Progress of one reset or step of a vector, by environment. Several threads may process
 * environments; one thread at a time processes each environment.
 */
final class VectorCommand {
  /** Remaining work of an environment. */
  private enum Stage {
    NOTHING,
    /** An episode starts from a seed. */
    SEED,
    /** Its next episode starts. */
    NEXT_EPISODE,
    /** The start of an episode is in progress. */
    RESETTING,
    /** A step starts. */
    STEP,
    /** A step is in progress. */
    STEPPING,
    /** The step has ended an episode, and the start of the next episode is in progress. */
    AUTORESET,
    /** A command was aborted, and the environment has not been reset since. */
    CUT_SHORT
  }

  /** Environments of a larger vector have left the processor's cache when their turn comes. */
  private static final int MAX_CACHED = 8;

  /** A reset that restores a stored warm-up processes no events, but takes as long as these. */
  private static final long RESET_EVENTS = 600;

  /** What a step takes besides its events. */
  private static final long STEP_EVENTS = 20;

  private final Environment[] environments;
  private final AutoresetMode mode;
  private final int stride; // numbers of an action of all seats
  private final Stage[] stages;
  private final long[] seeds;
  private float[] actions = new float[0];
  private StepBuffers out;

  /** Keeps the reads of {@link Environment#touch} alive. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

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

  /** Sets the buffers for the results of the next command. */
  void begin(StepBuffers buffers) {
    out = buffers;
  }

  /** Schedules the start of an episode. */
  void reset(int i, long seed) {
    seeds[i] = seed;
    stages[i] = Stage.SEED;
  }

  /** Schedules the start of the next episode. */
  void resetNext(int i) {
    stages[i] = Stage.NEXT_EPISODE;
  }

  /** Schedules a step of all environments. */
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

  /** Index of the first environment, from this one on, with remaining work; n = none. */
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

  /** Aborts the command. The state of the environments is undefined until a reset. */
  void cutShort() {
    Arrays.fill(stages, Stage.CUT_SHORT);
  }

  /** Marks the environment as restored or copied. */
  void replaced(int i) {
    stages[i] = Stage.NOTHING;
  }

  /** Continues the work on an environment: see {@link ParallelFor.Work}. */
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
        if (environments.length > MAX_CACHED) {
          touched = environment.touch();
        }
        environment.beginStep(actions, i * stride);
      }
      case RESETTING, STEPPING, AUTORESET -> {
        // continues with the next stage
      }
    }
    long left = environment.run(budget);
    if (left == Environment.UNFINISHED) {
      return left;
    }
    long more = stages[i] == Stage.STEPPING ? STEP_EVENTS : RESET_EVENTS;
    return finish(i, environment, Math.max(0, left - more));
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
