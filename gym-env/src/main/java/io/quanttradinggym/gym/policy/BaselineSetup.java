package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.action.ActionSchemeType;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.config.Configured;

/**
 * Information about the scenario for a baseline.
 *
 * @param actionSpec for baselines that act through the scenario's scheme
 * @param quantityLots quantity of the orders of that scheme; 1 if it has none
 */
public record BaselineSetup(ActionSpec actionSpec, long quantityLots) {
  private static final String QUANTITY = "quantity";

  public static BaselineSetup of(Configured<ActionSchemeType> scheme) {
    ActionSpec spec = scheme.plugin().create(scheme.parameters()).spec();
    long quantity = 1;
    for (ParameterSpec parameter : scheme.plugin().parameters()) {
      if (parameter.name().equals(QUANTITY)) {
        quantity = scheme.parameters().getLong(parameter.name());
      }
    }
    return new BaselineSetup(spec, quantity);
  }

  static ParameterSpec instrumentParameter() {
    return ParameterSpec.integer("instrument", "", 0L, 0, 999, "Instrument index.");
  }

  static ParameterSpec quantityParameter() {
    return ParameterSpec.integer(
        QUANTITY,
        "lots",
        0L,
        0,
        1_000_000_000L,
        "Quantity of each order; 0 = quantity of the scenario's action scheme.");
  }

  /** The quantity of the parameters, or else that of the scenario's scheme. */
  long quantityLots(Parameters parameters) {
    long given = parameters.getLong(QUANTITY);
    return given == 0 ? quantityLots : given;
  }
}
