package io.quanttradinggym.gym.config;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.base.parameter.Plugins;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plug-in together with the parameters that were chosen for it. */
public record Configured<P extends Plugin>(P plugin, Parameters parameters) {
  /** The key that names the plug-in. */
  public static final String TYPE = "type";

  /** A plug-in with its default parameters. */
  public static <P extends Plugin> Configured<P> of(P plugin) {
    return new Configured<>(
        plugin, Parameters.of(plugin.parameters(), Collections.emptyMap(), plugin.type()));
  }

  /**
   * Reads {@code {type: name, parameter: value, ...}}.
   *
   * @param path dotted path of {@code raw}, for errors; may be empty
   * @throws InvalidInputException for an unknown type or parameter, or a bad value
   */
  public static <P extends Plugin> Configured<P> of(
      Plugins<P> plugins, Map<String, ?> raw, String path) {
    String field = path.isEmpty() ? TYPE : path + "." + TYPE;
    Object given = raw.get(TYPE);
    if (!(given instanceof String type)) {
      String allowed = "one of " + String.join(", ", plugins.all().keySet());
      throw new InvalidInputException(
          field, given == null ? InvalidInputException.MISSING : given, allowed);
    }
    P plugin = plugins.get(type, field);
    Map<String, Object> rest = new LinkedHashMap<>(raw);
    rest.remove(TYPE);
    return new Configured<>(plugin, Parameters.of(specs(plugin, rest, path), rest, path));
  }

  /**
   * The parameters of a plug-in for a document with these values.
   *
   * @param path dotted path of {@code given}, for errors; may be empty
   * @throws InvalidInputException if a value that decides on the parameters is not valid
   */
  public static List<ParameterSpec> specs(Plugin plugin, Map<String, ?> given, String path) {
    try {
      return plugin.parameters(given);
    } catch (InvalidInputException e) {
      throw path.isEmpty() ? e : e.within(path);
    }
  }

  public String type() {
    return plugin.type();
  }

  /** The input form of {@link #of(Plugins, Map, String)}: the type and every parameter. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(TYPE, plugin.type());
    map.putAll(ParameterMaps.toMap(parameters.specs(), parameters));
    return map;
  }
}
