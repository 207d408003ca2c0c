package io.quanttradinggym.gym.action;

import io.quanttradinggym.base.parameter.ParameterSpec;

/** Parameters common to several schemes. */
final class ActionParameters {
  private ActionParameters() {}

  static ParameterSpec instrument() {
    return ParameterSpec.integer("instrument", "", 0L, 0, 999, "Index of the instrument.");
  }

  static ParameterSpec quantity(long defaultLots, String description) {
    return ParameterSpec.integer("quantity", "lots", defaultLots, 1, 1_000_000_000L, description);
  }
}
