package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.parameter.InvalidInputException;

/**
 * One element of the observation: clip(raw / scale, low, high).
 *
 * @param name unique in the observation, lower_case_with_underscores
 * @param unit of the raw value, such as "ticks"; empty for ratios
 * @param scale divisor of raw values
 * @param low finite lower bound after scaling
 * @param high finite upper bound after scaling
 */
public record ObservationField(String name, String unit, double scale, float low, float high) {
  public ObservationField {
    if (!(scale > 0)) {
      throw new InvalidInputException(name + ".scale", scale, "a number above 0");
    }
    if (!(low < high) || Float.isInfinite(low) || Float.isInfinite(high)) {
      throw new InvalidInputException(
          name + " bounds", "(" + low + ", " + high + ")", "finite numbers with low < high");
    }
  }
}
