package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.observation.ObservedBlock;
import io.quanttradinggym.gym.scenario.JsonSchemas;
import io.quanttradinggym.gym.scenario.MarketSchema;
import io.quanttradinggym.sim.fundamental.Macro;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.BorrowTerms;
import io.quanttradinggym.sim.market.PriceBand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of order-book scenarios. */
final class OrderBookSchema {
  private final PluginRegistry registry;

  OrderBookSchema(PluginRegistry registry) {
    this.registry = registry;
  }

  void describe(MarketSchema schema) {
    schema.optional("session", JsonSchemas.section(Sections.SESSION));
    schema.required("instruments", JsonSchemas.listOf(instrument(), 1));
    schema.optional("macro", JsonSchemas.section(Macro.PARAMETERS));
    schema.optional("news", JsonSchemas.listOf(plugins(registry.news()), 0));
    schema.optional("fees", JsonSchemas.section(Sections.FEES));
    schema.optional("constraints", JsonSchemas.section(AccountLimits.PARAMETERS));
    schema.optional(
        "population",
        JsonSchemas.listOf(JsonSchemas.plugins(registry.agents(), populationKeys(), false), 0));
    schema.optional("trader", trader());
    schema.optional("episode", JsonSchemas.section(Sections.EPISODE));
    Map<String, Object> frames = keys(ObservedBlock.PARAMETERS);
    schema.required(
        "observation",
        JsonSchemas.listOf(JsonSchemas.plugins(registry.observations(), frames, true), 1));
    schema.required("action", plugins(registry.actions()));
    Map<String, Object> weight = keys(List.of(Sections.WEIGHT));
    schema.required(
        "reward", JsonSchemas.listOf(JsonSchemas.plugins(registry.rewards(), weight, true), 1));
    Map<String, Object> evaluation = new LinkedHashMap<>();
    evaluation.put("baselines", JsonSchemas.listOf(plugins(registry.baselines()), 0));
    schema.optional("evaluation", JsonSchemas.object(evaluation, List.of()));
    schema.define("distribution", plugins(registry.distributions()));
    schema.define("action-scheme", plugins(registry.actions()));
  }

  private static <P extends Plugin> Map<String, Object> plugins(Plugins<P> plugins) {
    return JsonSchemas.plugins(plugins, new LinkedHashMap<>(), true);
  }

  private static Map<String, Object> keys(List<ParameterSpec> specs) {
    Map<String, Object> keys = new LinkedHashMap<>();
    JsonSchemas.addAll(keys, specs);
    return keys;
  }

  private static Map<String, Object> populationKeys() {
    Map<String, Object> keys = keys(Sections.POPULATION);
    keys.put("latency", latency());
    return keys;
  }

  private Map<String, Object> instrument() {
    Map<String, Object> properties = new LinkedHashMap<>();
    JsonSchemas.addAll(properties, Sections.INSTRUMENT);
    properties.put("fundamental", plugins(registry.fundamentals()));
    Map<String, Object> borrow = new LinkedHashMap<>();
    JsonSchemas.addAll(borrow, BorrowTerms.PARAMETERS);
    properties.put(
        "borrow", JsonSchemas.object(borrow, JsonSchemas.required(BorrowTerms.PARAMETERS)));
    properties.put("price_band", JsonSchemas.section(PriceBand.PARAMETERS));
    return JsonSchemas.object(properties, List.of());
  }

  private static Map<String, Object> trader() {
    Map<String, Object> properties = new LinkedHashMap<>();
    JsonSchemas.addAll(properties, Sections.TRADER);
    properties.put("latency", latency());
    properties.put("parent_order", JsonSchemas.section(Sections.PARENT_ORDER));
    return JsonSchemas.object(properties, List.of());
  }

  private static Map<String, Object> latency() {
    Map<String, Object> bounds = new LinkedHashMap<>();
    bounds.put("min", JsonSchemas.duration());
    bounds.put("max", JsonSchemas.duration());
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put(
        "description", "Latency: time from an observation to the arrival of the resulting order.");
    Map<String, Object> measured = new LinkedHashMap<>();
    measured.put("quantiles", JsonSchemas.listOf(JsonSchemas.duration(), 2));
    schema.put(
        "anyOf",
        List.of(
            JsonSchemas.duration(),
            JsonSchemas.object(bounds, List.of("min", "max")),
            JsonSchemas.object(measured, List.of("quantiles"))));
    return schema;
  }
}
