package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.parameter.ParameterSpec;
import java.util.List;

/** Valid replacements of invalid values, so that validation can continue. */
final class Fallbacks {
  private Fallbacks() {}

  static Object of(ParameterSpec spec) {
    Object value = spec.defaultValue();
    if (value != null) {
      return value;
    }
    return switch (spec.kind()) {
      case INTEGER -> (long) spec.min();
      case NUMBER -> spec.min();
      case BOOLEAN -> false;
      case TEXT -> "";
      case CHOICE -> spec.choices().getFirst();
      case DURATION -> Durations.format((long) spec.min());
      case INTEGER_LIST, NUMBER_LIST, PLUGIN_LIST -> List.of();
      case PLUGIN -> spec.choosesFrom().all().keySet().iterator().next();
    };
  }
}
