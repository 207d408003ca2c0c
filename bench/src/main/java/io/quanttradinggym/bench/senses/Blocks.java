package io.quanttradinggym.bench.senses;

import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.sim.feature.IndicatorType;
import java.util.stream.Collectors;

/** Texts of blocks. */
final class Blocks {
  private Blocks() {}

  /** Every feature with its defaults. */
  static String features() {
    return Plugins.load(IndicatorType.class).all().keySet().stream()
        .map("{type: feature, feature: %s}"::formatted)
        .collect(Collectors.joining(", "));
  }

  static String json(String yaml) {
    return Documents.toPrettyJson(Documents.parseYaml(yaml, "benchmark"));
  }
}
