package io.quanttradinggym.gym.rollout;

import io.quanttradinggym.gym.api.Environment;
import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.evaluation.Entrant;
import io.quanttradinggym.gym.evaluation.SeatPolicies;
import io.quanttradinggym.gym.scenario.EnvironmentFactory;
import java.util.function.Consumer;

/**
 * Plays episodes of one policy through an environment and records its first seat. NOT thread safe.
 */
public final class RolloutCollector {
  private final EnvironmentFactory environments;
  private final Entrant entrant;
  private final Runnable checkWanted;

  /**
   * @param entrant a policy that needs no tuning
   * @param checkWanted called often while episodes are played; what it throws ends them
   */
  public RolloutCollector(EnvironmentFactory environments, Entrant entrant, Runnable checkWanted) {
    this.environments = environments;
    this.entrant = entrant;
    this.checkWanted = checkWanted;
  }

  /**
   * Plays episodes {@code seed}, {@code seed + 1} and so on.
   *
   * @param sink receives each episode at its end
   */
  public void collect(long seed, int episodes, Consumer<Rollout> sink) {
    Environment environment = environments.create();
    EpisodeRecorder recorder = new EpisodeRecorder(environments.spec().seat());
    EpisodeInfo info = new EpisodeInfo(environments.spec().instruments().size());
    try (SeatPolicies policies =
        new SeatPolicies(environment, entrant.only(environments.spec()).policies())) {
      for (int i = 0; i < episodes; i++) {
        environment.beginReset(seed + i);
        environment.finish(checkWanted);
        policies.reset();
        environment.info(0, info);
        recorder.begin(info);
        while (environment.isRunning()) {
          step(environment, policies, recorder, info);
        }
        sink.accept(recorder.end(info));
      }
    }
  }

  private void step(
      Environment environment, SeatPolicies policies, EpisodeRecorder recorder, EpisodeInfo info) {
    boolean decides = environment.isDue(0);
    policies.decide();
    if (decides) {
      recorder.decided(policies.policy(0));
    }
    int before = info.episodeLength;
    environment.beginAdvance();
    environment.finish(checkWanted);
    environment.info(0, info);
    if (info.episodeLength > before) {
      recorder.stepped(info);
      recorder.earned(environment.reward(0));
    }
  }
}
