package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.ParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON Schema of one declared parameter. */
final class ParameterSchema {
  private static final String DURATION = "^([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h))+$";

  private ParameterSchema() {}

  static Map<String, Object> of(ParameterSpec spec) {
    Map<String, Object> schema = new LinkedHashMap<>();
    String unit = spec.unit().isEmpty() ? "" : " [" + spec.unit() + "]";
    schema.put("description", spec.description() + unit);
    Object value = spec.defaultValue();
    if (value != null) {
      schema.put("default", value);
    }
    schema.putAll(kind(spec));
    return schema;
  }

  static Map<String, Object> duration() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("pattern", DURATION);
    return schema;
  }

  private static Map<String, Object> kind(ParameterSpec spec) {
    Map<String, Object> schema = new LinkedHashMap<>();
    switch (spec.kind()) {
      case INTEGER -> schema.putAll(integer(spec));
      case NUMBER -> schema.putAll(number(spec));
      case BOOLEAN -> schema.put("type", "boolean");
      case TEXT -> schema.put("type", "string");
      case CHOICE -> schema.put("enum", spec.choices());
      case DURATION -> schema.putAll(duration());
      case INTEGER_LIST -> {
        schema.put("type", "array");
        schema.put("items", integer(spec));
      }
      case NUMBER_LIST -> {
        schema.put("type", "array");
        schema.put("items", number(spec));
      }
      case PLUGIN -> schema.putAll(reference(spec));
      case PLUGIN_LIST -> {
        schema.put("type", "array");
        schema.put("items", reference(spec));
      }
    }
    return schema;
  }

  private static Map<String, Object> reference(ParameterSpec spec) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$ref", "#/$defs/" + spec.pluginName());
    return schema;
  }

  private static Map<String, Object> integer(ParameterSpec spec) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    schema.put("minimum", (long) spec.min());
    schema.put("maximum", (long) spec.max());
    return schema;
  }

  private static Map<String, Object> number(ParameterSpec spec) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "number");
    schema.put("minimum", spec.min());
    schema.put("maximum", spec.max());
    return schema;
  }
}
