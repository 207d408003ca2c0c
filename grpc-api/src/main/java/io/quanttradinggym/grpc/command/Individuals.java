package io.quanttradinggym.grpc.command;

import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario in which every pool is replaced by 1,000 noise traders, each an agent with an account,
 * a latency and a random stream, who together send a limit or market order about as often as the
 * pool of liquid-large-cap does, and cancel what is left of the order before.
 */
final class Individuals {
  private static final int TRADERS = 1_000;
  private static final Map<String, Object> NOISE =
      Map.of(
          "mean_interval", "20s", "market_probability", 0.026, "mean_depth", 8, "median_size", 12);

  private Individuals() {}

  static Scenario of(Scenario scenario) {
    List<Object> population = new ArrayList<>();
    Object entries = scenario.effective().get("population");
    for (Object entry : entries instanceof List<?> list ? list : List.of()) {
      Map<?, ?> fields = (Map<?, ?>) entry;
      boolean isPool = String.valueOf(fields.get("type")).endsWith("-pool");
      population.add(isPool ? traders(fields) : entry);
    }
    return new Scenarios()
        .parse(scenario.effectiveYaml(), Json.line(Map.of("population", population)));
  }

  private static Map<String, Object> traders(Map<?, ?> pool) {
    Map<String, Object> traders = new LinkedHashMap<>(NOISE);
    traders.put("type", "noise");
    traders.put("count", TRADERS);
    for (String kept : List.of("name", "latency")) {
      Object value = pool.get(kept);
      if (value != null) {
        traders.put(kept, value);
      }
    }
    return traders;
  }
}
