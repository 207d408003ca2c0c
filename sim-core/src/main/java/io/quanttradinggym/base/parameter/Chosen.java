package io.quanttradinggym.base.parameter;

import java.util.LinkedHashMap;
import java.util.Map;

/** A plug-in and its parameter values, as the value of a parameter. */
public record Chosen<P extends Plugin>(P plugin, Parameters parameters) {
  private static final String TYPE = "type";

  /**
   * The default value of a parameter in its YAML form.
   *
   * @param namesAndValues alternating names and values of the plug-in's parameters
   */
  public static Map<String, Object> document(String type, Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(TYPE, type);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  /** Reads {@code name}, or {@code {type: name, parameter: value, ...}}. */
  static <P extends Plugin> Chosen<P> of(Plugins<P> plugins, Object raw, String path) {
    Map<String, Object> rest = new LinkedHashMap<>();
    if (raw instanceof Map<?, ?> map) {
      map.forEach((key, value) -> rest.put(String.valueOf(key), value));
    } else if (raw instanceof String type) {
      rest.put(TYPE, type);
    } else {
      throw new InvalidInputException(
          path, raw, "a mapping with a type, or the name of a type: " + names(plugins));
    }
    String field = path.isEmpty() ? TYPE : path + "." + TYPE;
    if (!(rest.remove(TYPE) instanceof String type)) {
      throw new InvalidInputException(field, InvalidInputException.MISSING, names(plugins));
    }
    P plugin = plugins.get(type, field);
    return new Chosen<>(plugin, Parameters.of(plugin.parameters(rest), rest, path));
  }

  private static String names(Plugins<?> plugins) {
    return "one of " + String.join(", ", plugins.all().keySet());
  }
}
