package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.Arrays;
import java.util.List;

/** How the values of a block are scaled. */
enum Scaling {
  /** By the divisor of each field. */
  FIXED("fixed"),
  /** By an exponential mean and deviation of recent decisions. */
  RUNNING("running"),
  /** By the mean and deviation of all decisions of the episode so far. */
  PER_EPISODE("per-episode");

  private final String text;

  Scaling(String text) {
    this.text = text;
  }

  /** The name in a scenario. */
  String text() {
    return text;
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(Scaling::text).toList();
  }

  static Scaling of(String text) {
    return Arrays.stream(values())
        .filter(scaling -> scaling.text.equals(text))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInputException("scaling", text, "one of " + String.join(", ", texts())));
  }
}
