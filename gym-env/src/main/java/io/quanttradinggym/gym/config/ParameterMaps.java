package io.quanttradinggym.gym.config;

import io.quanttradinggym.base.parameter.Chosen;
import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts validated parameters to the form of a document. */
public final class ParameterMaps {
  private ParameterMaps() {}

  /** Every parameter, in the order of its declaration. */
  public static Map<String, Object> toMap(List<ParameterSpec> specs, Parameters parameters) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      map.put(spec.name(), value(spec, parameters));
    }
    return map;
  }

  private static Map<String, Object> toMap(Chosen<?> chosen) {
    return new Configured<>(chosen.plugin(), chosen.parameters()).toMap();
  }

  private static Object value(ParameterSpec spec, Parameters parameters) {
    String name = spec.name();
    return switch (spec.kind()) {
      case INTEGER -> parameters.getLong(name);
      case NUMBER -> parameters.getDouble(name);
      case BOOLEAN -> parameters.getBoolean(name);
      case TEXT, CHOICE -> parameters.getText(name);
      case DURATION -> Durations.format(parameters.getNanos(name));
      case INTEGER_LIST -> Arrays.stream(parameters.getLongs(name)).boxed().toList();
      case NUMBER_LIST -> Arrays.stream(parameters.getDoubles(name)).boxed().toList();
      case PLUGIN -> toMap(parameters.getPlugin(name, Plugin.class));
      case PLUGIN_LIST ->
          parameters.getPlugins(name, Plugin.class).stream().map(ParameterMaps::toMap).toList();
    };
  }
}
