package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.ParameterSpec;
import java.util.List;

/** The common keys of scenarios of all markets. */
public final class ScenarioHeader {
  /** The key that names the type of the market. */
  public static final String MARKET = "market";

  /** The default market. */
  public static final String DEFAULT_MARKET = "order-book";

  /** The plain keys. */
  public static final List<ParameterSpec> KEYS =
      List.of(
          ParameterSpec.text("name", null, "Name of the scenario, such as market-making."),
          ParameterSpec.text("title", "", "One-line summary."),
          ParameterSpec.text(
              "environment", "", "Gymnasium id, such as QuantTradingGym/MarketMaking-v0."),
          ParameterSpec.text("description", "", "Description of the scenario."));

  private ScenarioHeader() {}
}
