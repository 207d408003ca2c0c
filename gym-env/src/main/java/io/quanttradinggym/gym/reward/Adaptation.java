package io.quanttradinggym.gym.reward;

import io.quanttradinggym.base.parameter.ParameterSpec;
import java.util.List;

/** Parameters of the differential ratios. */
final class Adaptation {
  static final String RATE = "rate";
  static final String CLIP = "clip";

  private Adaptation() {}

  static List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number(
            RATE,
            "per decision",
            0.01,
            1e-6,
            0.5,
            "Adaptation rate η: weight of the newest change in the exponential averages."),
        ParameterSpec.number(
            CLIP, "", 10.0, 0.1, 1e6, "Bound of the value; larger values are clipped."));
  }

  /** NaN, a ratio of two zeros, counts as zero. */
  static double clip(double value, double bound) {
    return Double.isNaN(value) ? 0 : Math.min(Math.max(value, -bound), bound);
  }
}
