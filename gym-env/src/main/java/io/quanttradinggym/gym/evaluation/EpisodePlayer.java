package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.EnvironmentFactory;
import io.quanttradinggym.gym.TradingEnv;
import io.quanttradinggym.gym.trader.Policy;
import io.quanttradinggym.gym.trader.Trader;

/** Plays episodes on an environment of its own. Belongs to one thread at a time. */
final class EpisodePlayer {

  private final TradingEnv env;

  EpisodePlayer(EnvironmentFactory environments) {
    env = environments.create();
  }

  /** Plays episode {@code seed} and enters what came of it at {@code index}. */
  void play(Policy decider, long seed, EpisodeResults results, int index) {
    Trader trader = env.trader();
    env.reset(seed);
    decider.reset(trader);
    long peak = trader.pnlMicros();
    long drawdown = 0;
    while (env.isRunning()) {
      decider.decide(trader);
      env.advance();
      long pnl = trader.pnlMicros();
      peak = Math.max(peak, pnl);
      drawdown = Math.max(drawdown, peak - pnl);
    }
    results.returns[index] = env.episodeReturn();
    results.pnls[index] = trader.pnlMicros() * Units.CURRENCY_PER_MICRO;
    results.drawdowns[index] = drawdown * Units.CURRENCY_PER_MICRO;
    results.steps[index] = trader.stepIndex();
  }
}
