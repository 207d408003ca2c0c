package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.Baseline;
import java.util.List;

/**
 * The market of one scenario and the task in it, as its {@link MarketType} read them. Immutable.
 */
public interface Market {
  /** Type name in YAML. */
  String type();

  /**
   * Creates a factory of environments.
   *
   * @param scenario scenario of this market
   */
  EnvironmentFactory environments(Scenario scenario, EnvironmentOptions options);

  /** The baselines that the scenario names, with its configuration. */
  List<Baseline> baselines();

  /**
   * A baseline by name: as the scenario configures it, or else with its defaults.
   *
   * @throws InvalidInputException if there is no such baseline, or the scenario does not meet its
   *     requirements
   */
  Baseline baseline(String name);
}
