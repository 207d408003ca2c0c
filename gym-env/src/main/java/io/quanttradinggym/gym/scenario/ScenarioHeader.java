package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.ParameterSpec;
import java.util.List;

/** The keys that scenarios of every market have. */
public final class ScenarioHeader {
  /** The key that names the type of the market. */
  public static final String MARKET = "market";

  /** The market of scenarios that name none. */
  public static final String DEFAULT_MARKET = "order-book";

  /** The plain keys. */
  public static final List<ParameterSpec> KEYS =
      List.of(
          ParameterSpec.text("name", null, "What the scenario is called, such as market-making."),
          ParameterSpec.text("title", "", "One line about it."),
          ParameterSpec.text(
              "environment", "", "Gymnasium id, such as QuantTradingGym/MarketMaking-v0."),
          ParameterSpec.text("description", "", "What it is about."));

  private ScenarioHeader() {}
}
