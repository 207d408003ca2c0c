package io.quanttradinggym.grpc.app;

import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.List;

/**
 * Starts simulations for interactive use. Python reaches this object as {@code
 * gateway.entry_point}. Thread safe.
 */
public final class LiveSimulations {
  private final Scenarios scenarios;

  public LiveSimulations(Scenarios scenarios) {
    this.scenarios = scenarios;
  }

  /** Names of the scenarios that can be simulated. */
  public List<String> scenarios() {
    return scenarios.names();
  }

  /**
   * Opens a market, without the scenario's trader.
   *
   * @param scenario name in the catalogue
   * @param seed unsigned, any value
   */
  public LiveSimulation simulation(String scenario, long seed) {
    return simulation(scenario, seed, "");
  }

  /**
   * As {@link #simulation(String, long)}, with some values of the scenario replaced.
   *
   * @param overridesJson a JSON object: maps merge, lists replace; empty = none
   */
  public LiveSimulation simulation(String scenario, long seed, String overridesJson) {
    Scenario loaded = scenarios.named(scenario, overridesJson);
    return new LiveSimulation(
        loaded, new SimulationFactory(loaded, PolicyResolver.NONE).create(), seed);
  }
}
