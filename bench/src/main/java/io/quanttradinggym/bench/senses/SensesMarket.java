package io.quanttradinggym.bench.senses;

import io.quanttradinggym.gym.orderbook.OrderBookEnvironment;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.gym.trader.Trader;

/**
 * The scenario {@code three-shares} with another observation and reward, and a trader that quotes.
 */
final class SensesMarket {
  private static final float[] QUOTE = {5};

  private final Scenario scenario;
  private final OrderBookEnvironment environment;
  private long seed;

  /**
   * @param blocks blocks in YAML, separated by commas
   * @param reward name of a reward term
   */
  SensesMarket(String blocks, String reward) {
    Scenarios scenarios = new Scenarios();
    String yaml = scenarios.named("three-shares", "").effectiveYaml();
    String overrides = Blocks.json("{observation: [%s], reward: [%s]}".formatted(blocks, reward));
    scenario = scenarios.parse(yaml, overrides);
    environment = new OrderBookFactory(scenario, EnvironmentOptions.defaults()).create();
    environment.reset(seed);
  }

  Scenario scenario() {
    return scenario;
  }

  Trader trader() {
    return environment.trader();
  }

  void playSteps(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
    }
  }

  /** One decision; a new episode follows the end of one. */
  double step() {
    if (!environment.isRunning()) {
      environment.reset(++seed);
    }
    environment.step(QUOTE, 0);
    return environment.reward(0);
  }
}
