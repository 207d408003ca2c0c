package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Documents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (2020-12) of scenario files, generated from the declarations: a union over the market types, selected by the key {@code market}. It covers constraints of single keys; the loader also checks constraints between keys.
 */
public final class ScenarioSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final Plugins<MarketType> markets;

  /**
   * @param markets types of markets that scenarios can name
   */
  public ScenarioSchema(Plugins<MarketType> markets) {
    this.markets = markets;
  }

  public String toJson() {
    return Documents.toPrettyJson(toMap());
  }

  /** The schema as a document. */
  public Map<String, Object> toMap() {
    Map<String, Object> definitions = new LinkedHashMap<>();
    List<Object> choices = new ArrayList<>();
    for (MarketType market : markets.all().values()) {
      MarketSchema schema = new MarketSchema();
      market.describe(schema);
      choices.add(scenario(market, schema));
      definitions.putAll(schema.definitions());
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DIALECT);
    schema.put("title", "Quant Trading Gym scenario");
    schema.put("anyOf", choices);
    schema.put("$defs", definitions);
    return schema;
  }

  /** Scenarios of one type of market. */
  private static Map<String, Object> scenario(MarketType market, MarketSchema schema) {
    Map<String, Object> tag = new LinkedHashMap<>();
    tag.put("const", market.type());
    Map<String, Object> properties = new LinkedHashMap<>();
    JsonSchemas.addAll(properties, ScenarioHeader.KEYS);
    properties.put(ScenarioHeader.MARKET, tag);
    JsonSchemas.addAll(properties, market.parameters());
    properties.putAll(schema.keys());
    List<String> required = new ArrayList<>(JsonSchemas.required(ScenarioHeader.KEYS));
    if (!market.type().equals(ScenarioHeader.DEFAULT_MARKET)) {
      required.add(ScenarioHeader.MARKET);
    }
    required.addAll(JsonSchemas.required(market.parameters()));
    required.addAll(schema.required());
    Map<String, Object> union = new LinkedHashMap<>();
    union.put("description", market.description());
    union.putAll(JsonSchemas.object(properties, required));
    return union;
  }
}
