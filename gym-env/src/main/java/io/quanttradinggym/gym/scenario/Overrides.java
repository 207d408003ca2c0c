package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.gym.config.Configured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges one document over another: maps merge, everything else replaces, null removes. */
final class Overrides {
  private static final String ACTION = "action";

  private Overrides() {}

  /** A copy with the short form of the action (only its type) written out, so that it can merge. */
  static Map<String, Object> normalise(Map<String, ?> document) {
    Map<String, Object> copy = new LinkedHashMap<>(document);
    if (copy.get(ACTION) instanceof String type) {
      Map<String, Object> action = new LinkedHashMap<>();
      action.put(Configured.TYPE, type);
      copy.put(ACTION, action);
    }
    return copy;
  }

  static Map<String, Object> merge(Map<String, ?> base, Map<String, ?> over) {
    Map<String, Object> merged = new LinkedHashMap<>(base);
    for (Map.Entry<String, ?> entry : over.entrySet()) {
      String key = entry.getKey();
      Object value = entry.getValue();
      if (value == null) {
        merged.remove(key);
      } else if (value instanceof Map<?, ?> map && isExtended(merged.get(key), map)) {
        merged.put(key, merge(texts(merged.get(key)), texts(map)));
      } else {
        merged.put(key, value);
      }
    }
    return merged;
  }

  /** Whether {@code over} merges with the previous value; a plug-in of another type replaces it. */
  private static boolean isExtended(@Nullable Object base, Map<?, ?> over) {
    Object type = over.get(Configured.TYPE);
    return base instanceof Map<?, ?> map && (type == null || type.equals(map.get(Configured.TYPE)));
  }

  private static Map<String, Object> texts(@Nullable Object value) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, content) -> copy.put(String.valueOf(key), content));
    }
    return copy;
  }
}
