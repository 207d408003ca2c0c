package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.sim.bar.PriceSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A requested indicator. Equal requests share one instance.
 *
 * @param type name of the {@link IndicatorType}
 * @param parameters parameters that differ from their defaults
 * @param intervalNanos length of its bars, counted from the open; 0 if it receives no bars
 */
public record IndicatorRequest(
    String type,
    Map<String, ?> parameters,
    int instrument,
    long intervalNanos,
    PriceSource source) {
  public IndicatorRequest {
    Map<String, Object> copy = new TreeMap<>(parameters);
    copy.replaceAll((name, value) -> value instanceof Integer whole ? whole.longValue() : value);
    parameters = Collections.unmodifiableMap(copy);
  }

  /** The same request without parameters that equal their defaults. */
  IndicatorRequest withoutDefaults(List<ParameterSpec> specs) {
    Map<String, Object> others = new TreeMap<>(parameters);
    for (ParameterSpec spec : specs) {
      if (Objects.equals(others.get(spec.name()), spec.defaultValue())) {
        others.remove(spec.name());
      }
    }
    return new IndicatorRequest(type, others, instrument, intervalNanos, source);
  }

  /**
   * On bars of mid prices.
   *
   * @param intervalNanos 0 for an indicator of quotes and trades only
   * @param namesAndValues of the parameters, in turn
   */
  public static IndicatorRequest of(
      String type, int instrument, long intervalNanos, Object... namesAndValues) {
    Map<String, Object> parameters = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new IndicatorRequest(type, parameters, instrument, intervalNanos, PriceSource.MID);
  }
}
