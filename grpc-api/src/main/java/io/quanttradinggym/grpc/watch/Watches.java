package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.grpc.v1.OpenMarketCommand;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.Scenario;

/** Opens markets for observation. */
public final class Watches {
  private Watches() {}

  /**
   * A market at its open, without the scenario's trader. It starts to run with the loop.
   *
   * @param policies resolves the policies of the population's agents
   */
  public static WatchLoop open(
      OpenMarketCommand command,
      Scenario scenario,
      PolicyResolver policies,
      WatchLoop.Screen screen) {
    WatchSettings settings = WatchSettings.of(command, scenario);
    WatchedMarket market =
        new WatchedMarket(
            scenario,
            settings,
            new SimulationFactory(scenario, policies).create(),
            command.getSeed());
    return new WatchLoop(
        market, command.getPace().getStepsPerSecond(), command.getPaused(), screen);
  }
}
