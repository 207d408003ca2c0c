package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.sim.engine.LatencyModel;
import io.quanttradinggym.sim.parameter.Durations;
import java.util.LinkedHashMap;
import java.util.Map;

/** Latencies as documents hold them. */
final class Latencies {
  private Latencies() {}

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
