package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Configured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON Schemas of the parts of scenarios. */
public final class JsonSchemas {
  private JsonSchemas() {}

  /** A mapping of declared keys. */
  public static Map<String, Object> section(List<ParameterSpec> specs) {
    Map<String, Object> properties = new LinkedHashMap<>();
    addAll(properties, specs);
    return object(properties, List.of());
  }

  /** One plug-in of any type: a mapping, or only its type if all parameters have defaults. */
  public static <P extends Plugin> Map<String, Object> plugins(
      Plugins<P> plugins, Map<String, Object> more, boolean shortForm) {
    List<Object> choices = new ArrayList<>();
    List<String> shortNames = new ArrayList<>();
    for (P plugin : plugins.all().values()) {
      for (Map<String, String> variant : plugin.variants()) {
        choices.add(plugin(plugin, variant, more));
      }
      if (required(plugin.parameters()).isEmpty()) {
        shortNames.add(plugin.type());
      }
    }
    if (shortForm) {
      Map<String, Object> names = new LinkedHashMap<>();
      names.put("enum", shortNames);
      choices.add(names);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("anyOf", choices);
    return schema;
  }

  private static Map<String, Object> plugin(
      Plugin plugin, Map<String, String> variant, Map<String, Object> more) {
    List<ParameterSpec> specs = plugin.parameters(variant);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(Configured.TYPE, constant(plugin.type()));
    properties.putAll(more);
    addAll(properties, specs);
    variant.forEach((key, value) -> properties.put(key, constant(value)));
    List<String> required = new ArrayList<>(List.of(Configured.TYPE));
    required.addAll(required(specs));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", plugin.description());
    schema.putAll(object(properties, required));
    return schema;
  }

  private static Map<String, Object> constant(String value) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("const", value);
    return schema;
  }

  public static List<String> required(List<ParameterSpec> specs) {
    return specs.stream()
        .filter(spec -> spec.defaultValue() == null)
        .map(ParameterSpec::name)
        .toList();
  }

  public static Map<String, Object> listOf(Map<String, Object> items, int min) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items);
    schema.put("minItems", min);
    return schema;
  }

  public static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  public static void addAll(Map<String, Object> properties, List<ParameterSpec> specs) {
    for (ParameterSpec spec : specs) {
      properties.put(spec.name(), ParameterSchema.of(spec));
    }
  }

  public static Map<String, Object> duration() {
    return ParameterSchema.duration();
  }
}
