package io.quanttradinggym.gym.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of scenarios of one {@link MarketType}, as JSON Schemas. */
public final class MarketSchema {
  private final Map<String, Object> keys = new LinkedHashMap<>();
  private final Map<String, Object> definitions = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();

  /** Adds an optional key. */
  public void optional(String key, Map<String, Object> schema) {
    keys.put(key, schema);
  }

  /** Adds a required key. */
  public void required(String key, Map<String, Object> schema) {
    keys.put(key, schema);
    required.add(key);
  }

  /** Adds a definition that keys reference as {@code #/$defs/name}. */
  public void define(String name, Map<String, Object> schema) {
    definitions.put(name, schema);
  }

  Map<String, Object> keys() {
    return keys;
  }

  Map<String, Object> definitions() {
    return definitions;
  }

  List<String> required() {
    return required;
  }
}
