package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.parameter.ParameterSpec;

/** Parameters that many indicators have. */
final class Specs {
  private Specs() {}

  static ParameterSpec window(long defaultValue) {
    return window("window", defaultValue, "Look-back window.");
  }

  static ParameterSpec window(String name, long defaultValue, String what) {
    return ParameterSpec.integer(name, "bars", defaultValue, 1, 100_000, what);
  }

  /** For quantities that one value does not have, such as deviations. */
  static ParameterSpec windowOfTwoOrMore(long defaultValue) {
    return ParameterSpec.integer("window", "bars", defaultValue, 2, 100_000, "Look-back window.");
  }

  static ParameterSpec other() {
    return ParameterSpec.integer(
        "other", "index", 1L, 0, 10_000, "Index of the instrument to compare with.");
  }
}
