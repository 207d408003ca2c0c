package io.quanttradinggym.sim.indicator;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An indicator that somebody wants. Equal requests share one.
 *
 * @param type name of the {@link IndicatorType}
 * @param parameters those that are not to have their default
 * @param intervalNanos length of its bars, counted from the open
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

  /** On bars of mid prices. */
  public IndicatorRequest(
      String type, Map<String, ?> parameters, int instrument, long intervalNanos) {
    this(type, parameters, instrument, intervalNanos, PriceSource.MID);
  }
}
