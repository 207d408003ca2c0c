package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.api.Environment;
import io.quanttradinggym.gym.api.EpisodeInfo;

/**
 * Plays episodes on its own environment; figures are those of the first seat. One thread uses it at
 * a time.
 */
final class EpisodePlayer {

  private final Environment environment;
  private final Runnable betweenSlices;
  private final EpisodeInfo info;

  /**
   * @param betweenSlices called often during an episode; an exception aborts the episode
   */
  EpisodePlayer(Environment environment, Runnable betweenSlices) {
    this.environment = environment;
    this.betweenSlices = betweenSlices;
    info = new EpisodeInfo(environment.spec());
  }

  Environment environment() {
    return environment;
  }

  /** Plays episode {@code seed} and stores its result at {@code index}. */
  void play(SeatPolicies policies, long seed, EpisodeResults results, int index) {
    environment.beginReset(seed);
    environment.finish(betweenSlices);
    policies.reset();
    environment.info(0, info);
    long peak = info.pnlMicros;
    long drawdown = 0;
    while (environment.isRunning()) {
      policies.decide();
      environment.beginAdvance();
      environment.finish(betweenSlices);
      environment.info(0, info);
      peak = Math.max(peak, info.pnlMicros);
      drawdown = Math.max(drawdown, peak - info.pnlMicros);
    }
    results.returns[index] = info.episodeReturn;
    results.pnls[index] = info.pnlMicros * Units.CURRENCY_PER_MICRO;
    results.drawdowns[index] = drawdown * Units.CURRENCY_PER_MICRO;
    results.steps[index] = info.episodeLength;
  }
}
