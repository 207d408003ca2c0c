package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.sim.kernel.LatencyModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** LatencyDocuments as documents hold them. */
final class LatencyDocuments {
  private LatencyDocuments() {}

  static Map<String, Object> toMap(LatencyModel latency) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!latency.quantilesNanos().isEmpty()) {
      map.put("quantiles", latency.quantilesNanos().stream().map(Durations::format).toList());
      return map;
    }
    map.put("min", Durations.format(latency.minNanos()));
    map.put("max", Durations.format(latency.maxNanos()));
    return map;
  }
}
