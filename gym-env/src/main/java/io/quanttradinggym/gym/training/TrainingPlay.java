package io.quanttradinggym.gym.training;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.Environment;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.api.EnvironmentWork;
import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.api.VectorEnvironment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Plays a number of steps of each environment of a vector with a policy. An episode that ends is
 * followed by the next one in the same step. An environment plays all of its steps before its
 * thread takes the next environment, so that its state stays in the cache. Results depend neither
 * on the number of threads nor on slices.
 */
public final class TrainingPlay implements EnvironmentWork {
  private static final String STREAM = "training-actions-";

  /** What an environment is doing. */
  private enum Stage {
    DECIDING,
    STEPPING,
    RESETTING,
    FINISHED
  }

  private final VectorEnvironment environments;
  private final LearningPolicy policy;
  private final ActionSpec action;
  private final float @Nullable [] forced;
  private final Trajectories played;
  private final Player[] players;

  /**
   * @param environments of one seat, reset
   * @param steps number of steps of each environment
   * @param seed of the actions; unsigned
   * @param index tells the calls of one seed apart
   * @param forced (steps, n, k): the actions to take, see {@link #checkForced}; null = drawn from
   *     the policy
   * @throws InvalidInputException if the environments have several seats, or the policy does not
   *     fit them
   */
  public TrainingPlay(
      VectorEnvironment environments,
      LearningPolicy policy,
      int steps,
      long seed,
      long index,
      float @Nullable [] forced) {
    EnvironmentSpec spec = environments.spec();
    if (spec.seats().size() != 1) {
      throw new InvalidInputException("seats", spec.seats().size(), "1, the seat that learns");
    }
    if (steps < 1) {
      throw new InvalidInputException("steps", steps, "at least 1");
    }
    policy.check(spec.seat(), steps);
    this.environments = environments;
    this.policy = policy;
    this.forced = forced;
    action = spec.seat().action();
    played = new Trajectories(spec, environments.size(), steps);
    players = new Player[environments.size()];
    for (int i = 0; i < players.length; i++) {
      players[i] = new Player(i, seed, index);
    }
  }

  /**
   * Checks the number and the values of forced actions; those of a BOX may exceed it.
   *
   * @param forced (steps, n, k)
   * @throws InvalidInputException for a wrong number, or a value outside the space
   */
  public static void checkForced(float[] forced, int steps, int n, ActionSpec action) {
    action.checkLength(forced.length, steps * n, "forced_actions");
    for (int row = 0; row < steps * n; row++) {
      int at = row * action.size();
      if (action.kind() != ActionSpec.Kind.BOX) {
        action.check(forced, at, "forced_actions[%d][%d]".formatted(row / n, row % n));
      } else if (Float.isNaN(forced[at])) {
        throw new InvalidInputException("forced_actions", Float.NaN, "numbers");
      }
    }
  }

  /** The results, once the work has finished. */
  public Trajectories played() {
    return played;
  }

  /** Whether every environment has played all steps. */
  public boolean isFinished() {
    return Arrays.stream(players).allMatch(player -> player.stage == Stage.FINISHED);
  }

  @Override
  public boolean isFinished(int i) {
    return players[i].stage == Stage.FINISHED;
  }

  @Override
  public long run(int i, long budget) {
    return players[i].run(budget);
  }

  /** One environment, the random numbers of its actions, and its progress. */
  private final class Player {
    private final int index;
    private final Environment environment;
    private final RandomStream random;
    private final Network.Workspace actorWorkspace;
    private final Network.@Nullable Workspace criticWorkspace;
    private final float[] scaled;
    private final float[] clipped = new float[action.size()];
    private Stage stage = Stage.DECIDING;
    private int step;

    Player(int index, long seed, long call) {
      this.index = index;
      environment = environments.environment(index);
      random = new RandomStream(STREAM, Integer.toString(index));
      random.seed(seed, call);
      actorWorkspace = policy.actor().newWorkspace();
      Network critic = policy.critic();
      criticWorkspace = critic == null ? null : critic.newWorkspace();
      ObservationScaling scaling = policy.scaling();
      scaled = new float[scaling == null ? 0 : scaling.size()];
    }

    long run(long budget) {
      long left = budget;
      while (stage != Stage.FINISHED) {
        if (left <= 0) {
          return Environment.UNFINISHED;
        }
        if (stage == Stage.DECIDING) {
          decide();
        }
        left = environment.run(left);
        if (left == Environment.UNFINISHED) {
          return left;
        }
        advance();
      }
      return left;
    }

    private int row() {
      return step * players.length + index;
    }

    private void decide() {
      int row = row();
      int size = environments.spec().observationSize();
      float[] observations = played.observations;
      environment.observe(observations, row * size);
      int at = row * action.size();
      evaluate(observations, row * size, row, at);
      System.arraycopy(played.actions, at, clipped, 0, clipped.length);
      if (action.kind() == ActionSpec.Kind.BOX) {
        for (int i = 0; i < clipped.length; i++) {
          clipped[i] = Math.clamp(clipped[i], -1f, 1f);
        }
      }
      environment.beginStep(clipped, 0);
      stage = Stage.STEPPING;
    }

    /** Decides, and tells the log-probability and the value. */
    private void evaluate(float[] observations, int offset, int row, int at) {
      float[] in = scale(observations, offset);
      int from = policy.scaling() == null ? offset : 0;
      float[] outputs = policy.actor().forward(in, from, actorWorkspace);
      ActionDistribution distribution = policy.distribution();
      if (forced == null) {
        distribution.sample(outputs, step, random, played.actions, at);
      } else {
        System.arraycopy(forced, at, played.actions, at, action.size());
      }
      played.logProbabilities[row] = distribution.logProbability(outputs, played.actions, at);
      played.values[row] = value(in, from);
    }

    private float[] scale(float[] observations, int offset) {
      ObservationScaling scaling = policy.scaling();
      if (scaling == null) {
        return observations;
      }
      scaling.apply(observations, offset, scaled);
      return scaled;
    }

    private float value(float[] in, int offset) {
      Network critic = policy.critic();
      return critic == null || criticWorkspace == null
          ? 0
          : critic.forward(in, offset, criticWorkspace)[0];
    }

    /** The step or reset has finished. */
    private void advance() {
      if (stage == Stage.STEPPING) {
        int row = row();
        played.rewards[row] = (float) environment.reward(0);
        played.terminated[row] = flag(environment.isTerminated(0));
        played.truncated[row] = flag(environment.isTruncated(0));
        if (!environment.isRunning()) {
          played.add(end());
          environment.beginResetNext();
          stage = Stage.RESETTING;
          return;
        }
      }
      next();
    }

    private Trajectories.End end() {
      EpisodeInfo info = new EpisodeInfo(environments.spec());
      environment.info(0, info);
      float[] last = new float[environments.spec().observationSize()];
      environment.observe(last, 0);
      return new Trajectories.End(step, index, info, last);
    }

    private void next() {
      step++;
      stage = Stage.DECIDING;
      if (step == played.steps()) {
        int size = environments.spec().observationSize();
        environment.observe(played.lastObservations, index * size);
        stage = Stage.FINISHED;
      }
    }
  }

  private static byte flag(boolean value) {
    return (byte) (value ? 1 : 0);
  }
}
