package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.sim.fundamental.Macro;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.BorrowTerms;
import io.quanttradinggym.sim.market.PriceBand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (2020-12) of scenario files, generated from the declarations. It covers
 * constraints of single keys; the loader also checks constraints between keys.
 */
public final class ScenarioSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final PluginRegistry registry;

  public ScenarioSchema(PluginRegistry registry) {
    this.registry = registry;
  }

  public String toJson() {
    return Documents.toPrettyJson(toMap());
  }

  Map<String, Object> toMap() {
    Map<String, Object> properties = new LinkedHashMap<>();
    addAll(properties, Sections.HEADER);
    properties.put("session", section(Sections.SESSION));
    properties.put("instruments", listOf(instrument(), 1));
    properties.put("macro", section(Macro.PARAMETERS));
    properties.put("news", listOf(plugins(registry.news(), none(), true), 0));
    properties.put("fees", section(Sections.FEES));
    properties.put("constraints", section(AccountLimits.PARAMETERS));
    properties.put("population", listOf(plugins(registry.agents(), populationKeys(), false), 0));
    properties.put("trader", trader());
    properties.put("episode", section(Sections.EPISODE));
    properties.put("observation", listOf(plugins(registry.observations(), none(), true), 1));
    properties.put("action", plugins(registry.actions(), none(), true));
    properties.put("reward", listOf(plugins(registry.rewards(), weight(), true), 1));
    Map<String, Object> evaluation = new LinkedHashMap<>();
    evaluation.put("baselines", listOf(plugins(registry.baselines(), none(), true), 0));
    properties.put("evaluation", object(evaluation, List.of()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DIALECT);
    schema.put("title", "Quant Trading Gym scenario");
    schema.putAll(
        object(properties, List.of("name", "instruments", "observation", "action", "reward")));
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put("distribution", plugins(registry.distributions(), none(), true));
    schema.put("$defs", definitions);
    return schema;
  }

  private static Map<String, Object> none() {
    return new LinkedHashMap<>();
  }

  private static Map<String, Object> weight() {
    Map<String, Object> keys = none();
    addAll(keys, List.of(Sections.WEIGHT));
    return keys;
  }

  private static Map<String, Object> populationKeys() {
    Map<String, Object> keys = none();
    addAll(keys, Sections.POPULATION);
    keys.put("latency", latency());
    return keys;
  }

  private Map<String, Object> instrument() {
    Map<String, Object> properties = none();
    addAll(properties, Sections.INSTRUMENT);
    properties.put("fundamental", plugins(registry.fundamentals(), none(), true));
    Map<String, Object> borrow = none();
    addAll(borrow, BorrowTerms.PARAMETERS);
    properties.put("borrow", object(borrow, required(BorrowTerms.PARAMETERS)));
    properties.put("price_band", section(PriceBand.PARAMETERS));
    return object(properties, List.of());
  }

  private static Map<String, Object> trader() {
    Map<String, Object> properties = none();
    addAll(properties, Sections.TRADER);
    properties.put("latency", latency());
    properties.put("parent_order", section(Sections.PARENT_ORDER));
    return object(properties, List.of());
  }

  private static Map<String, Object> latency() {
    Map<String, Object> bounds = none();
    bounds.put("min", duration());
    bounds.put("max", duration());
    Map<String, Object> schema = none();
    schema.put(
        "description", "Latency: time from an observation to the arrival of the resulting order.");
    Map<String, Object> measured = none();
    measured.put("quantiles", listOf(duration(), 2));
    schema.put(
        "anyOf",
        List.of(
            duration(),
            object(bounds, List.of("min", "max")),
            object(measured, List.of("quantiles"))));
    return schema;
  }

  private static Map<String, Object> section(List<ParameterSpec> specs) {
    Map<String, Object> properties = none();
    addAll(properties, specs);
    return object(properties, List.of());
  }

  /** One plug-in of any type: a mapping, or its type alone where all parameters have defaults. */
  private static <P extends Plugin> Map<String, Object> plugins(
      Plugins<P> plugins, Map<String, Object> more, boolean shortForm) {
    List<Object> choices = new ArrayList<>();
    List<String> shortNames = new ArrayList<>();
    for (P plugin : plugins.all().values()) {
      choices.add(plugin(plugin, more));
      if (required(plugin.parameters()).isEmpty()) {
        shortNames.add(plugin.type());
      }
    }
    if (shortForm) {
      Map<String, Object> names = none();
      names.put("enum", shortNames);
      choices.add(names);
    }
    Map<String, Object> schema = none();
    schema.put("anyOf", choices);
    return schema;
  }

  private static Map<String, Object> plugin(Plugin plugin, Map<String, Object> more) {
    Map<String, Object> type = none();
    type.put("const", plugin.type());
    Map<String, Object> properties = none();
    properties.put(Configured.TYPE, type);
    properties.putAll(more);
    addAll(properties, plugin.parameters());
    List<String> required = new ArrayList<>(List.of(Configured.TYPE));
    required.addAll(required(plugin.parameters()));
    Map<String, Object> schema = none();
    schema.put("description", plugin.description());
    schema.putAll(object(properties, required));
    return schema;
  }

  private static List<String> required(List<ParameterSpec> specs) {
    return specs.stream()
        .filter(spec -> spec.defaultValue() == null)
        .map(ParameterSpec::name)
        .toList();
  }

  private static Map<String, Object> listOf(Map<String, Object> items, int min) {
    Map<String, Object> schema = none();
    schema.put("type", "array");
    schema.put("items", items);
    schema.put("minItems", min);
    return schema;
  }

  private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    Map<String, Object> schema = none();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static void addAll(Map<String, Object> properties, List<ParameterSpec> specs) {
    for (ParameterSpec spec : specs) {
      properties.put(spec.name(), ParameterSchema.of(spec));
    }
  }

  private static Map<String, Object> duration() {
    return ParameterSchema.duration();
  }
}
