package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.grpc.v1.OpenMarketCommand;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.evaluation.Entrant;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** Opens markets for observation. */
public final class Watches {
  private Watches() {}

  /**
   * A market at its open. It starts to run with the loop.
   *
   * @param policies resolves the policies of the population's agents
   * @param entrant policy of the scenario's trader; null = a market without the trader
   */
  public static WatchLoop open(
      OpenMarketCommand command,
      Scenario scenario,
      PolicyResolver policies,
      @Nullable Entrant entrant,
      WatchLoop.Screen screen) {
    WatchSettings settings = WatchSettings.of(command, scenario);
    WatchedTrader trader = entrant == null ? null : trader(scenario, policies, entrant);
    WatchedMarket market =
        new WatchedMarket(
            scenario,
            settings,
            trader == null
                ? new SimulationFactory(scenario, policies).create()
                : trader.simulator(),
            trader,
            command.getSeed());
    return new WatchLoop(
        market, command.getPace().getStepsPerSecond(), command.getPaused(), screen);
  }

  private static WatchedTrader trader(Scenario scenario, PolicyResolver policies, Entrant entrant) {
    EnvironmentOptions options = new EnvironmentOptions(policies, 0, new WarmupCache(0));
    return new WatchedTrader(new OrderBookFactory(scenario, options), entrant);
  }
}
