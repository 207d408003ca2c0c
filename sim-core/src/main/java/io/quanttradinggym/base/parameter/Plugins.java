package io.quanttradinggym.base.parameter;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds plug-ins of one kind by name. Immutable. */
public final class Plugins<P extends Plugin> {
  private final SortedMap<String, P> byType = new TreeMap<>();

  private Plugins() {}

  /** All plug-ins on the class path, sorted by type. */
  public static <P extends Plugin> Plugins<P> load(Class<P> kind) {
    Plugins<P> plugins = new Plugins<>();
    for (P plugin : ServiceLoader.load(kind, kind.getClassLoader())) {
      P twin = plugins.byType.put(plugin.type(), plugin);
      if (twin != null) {
        throw new IllegalStateException(
            "two plug-ins are of type %s: %s and %s"
                .formatted(plugin.type(), twin.getClass(), plugin.getClass()));
      }
    }
    return plugins;
  }

  /**
   * @param field path of the {@code type} key, for the error
   * @throws InvalidInputException if there is no plug-in with that name
   */
  public P get(String type, String field) {
    P plugin = byType.get(type);
    if (plugin == null) {
      throw new InvalidInputException(field, type, "one of " + String.join(", ", byType.keySet()));
    }
    return plugin;
  }

  /** By type, sorted. */
  public Map<String, P> all() {
    return java.util.Collections.unmodifiableSortedMap(byType);
  }
}
