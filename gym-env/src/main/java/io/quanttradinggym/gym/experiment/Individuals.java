package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario with every pool replaced by 1,000 noise traders. Each is an agent with an account, a
 * latency and a random stream. Together they send limit and market orders about as often as the
 * pool of liquid-large-cap, and each cancels the remainder of its previous order.
 */
final class Individuals {
  private static final String TRADERS =
      """
      {"type": "noise", "count": 1000, "mean_interval": "20s", "market_probability": 0.026,
       "mean_depth": 8, "median_size": 12}
      """;

  private Individuals() {}

  static Scenario of(Scenarios scenarios, String name) {
    Scenario scenario = scenarios.named(name, "");
    List<Object> population = new ArrayList<>();
    Object entries = scenario.effective().get("population");
    for (Object entry : entries instanceof List<?> list ? list : List.of()) {
      Map<?, ?> fields = (Map<?, ?>) entry;
      boolean isPool = String.valueOf(fields.get("type")).endsWith("-pool");
      population.add(isPool ? traders(fields) : entry);
    }
    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put("population", population);
    return scenarios.named(name, Documents.toJson(overrides));
  }

  private static Map<String, Object> traders(Map<?, ?> pool) {
    Map<String, Object> traders = new LinkedHashMap<>(Documents.parseJson(TRADERS, "traders"));
    for (String kept : List.of("name", "latency")) {
      Object value = pool.get(kept);
      if (value != null) {
        traders.put(kept, value);
      }
    }
    return traders;
  }
}
