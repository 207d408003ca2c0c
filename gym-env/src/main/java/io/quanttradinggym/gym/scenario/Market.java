package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.Baseline;
import java.util.List;

/**
 * The market of one scenario and the task in it, as its {@link MarketType} read them. Immutable.
 */
public interface Market {
  /** What YAML calls markets of this type. */
  String type();

  /**
   * Makes environments.
   *
   * @param scenario the scenario that this is the market of
   */
  EnvironmentFactory environments(Scenario scenario, EnvironmentOptions options);

  /** The baselines that the scenario names, as it configures them. */
  List<Baseline> baselines();

  /**
   * A baseline by name: as the scenario configures it, or else with its defaults.
   *
   * @throws InvalidInputException if there is none, or the scenario lacks what it needs
   */
  Baseline baseline(String name);
}
