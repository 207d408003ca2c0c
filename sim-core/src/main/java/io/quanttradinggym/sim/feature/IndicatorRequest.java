package io.quanttradinggym.sim.feature;

import io.quanttradinggym.sim.bar.PriceSource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An indicator that somebody wants. Equal requests share one.
 *
 * @param type name of the {@link IndicatorType}
 * @param parameters those that are not to have their default
 * @param intervalNanos length of its bars, counted from the open; 0 where it hears of no bars
 */
public record IndicatorRequest(
    String type,
    Map<String, ?> parameters,
    int instrument,
    long intervalNanos,
    PriceSource source) {
  public IndicatorRequest {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /**
   * On bars of mid prices.
   *
   * @param intervalNanos 0 for what hears of quotes and trades alone
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
