package io.quanttradinggym.gym.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Describes how the specification of a policy differs from that of a scenario. */
public final class SpecDifference {
  private static final int SHOWN = 6;

  private final List<String> missing = new ArrayList<>();
  private final List<String> extra = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();

  private SpecDifference() {}

  /** Compares two JSON objects; the scenario's is valid. */
  public static String describe(String policyJson, String scenarioJson) {
    SpecDifference difference = new SpecDifference();
    difference.compare("", parse(policyJson), parse(scenarioJson));
    return difference.text();
  }

  private static Map<String, Object> parse(String json) {
    return keyed(Documents.parseJson(json, "specification"));
  }

  private void compare(String path, Map<String, Object> policy, Map<String, Object> scenario) {
    for (Map.Entry<String, Object> entry : scenario.entrySet()) {
      if (!policy.containsKey(entry.getKey())) {
        missing.add(path + entry.getKey());
      }
    }
    for (Map.Entry<String, Object> entry : policy.entrySet()) {
      String key = path + entry.getKey();
      Object other = scenario.get(entry.getKey());
      if (other == null) {
        extra.add(key);
      } else if (entry.getValue() instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
        compare(key + ".", keyed(a), keyed(b));
      } else if (!entry.getValue().equals(other)) {
        changed.add(
            "%s is %s in the policy and %s in the scenario"
                .formatted(key, entry.getValue(), other));
      }
    }
  }

  /** Converts lists to maps, keyed by the name or type of their elements or by index. */
  private static Map<String, Object> keyed(Map<?, ?> map) {
    Map<String, Object> keyed = new TreeMap<>();
    map.forEach((key, value) -> keyed.put(String.valueOf(key), value));
    keyed.replaceAll((key, value) -> value instanceof List<?> list ? keyed(list) : value);
    return keyed;
  }

  private static Map<String, Object> keyed(List<?> list) {
    Map<String, Object> keyed = new TreeMap<>();
    for (int i = 0; i < list.size(); i++) {
      Object element = list.get(i);
      Object key = i;
      if (element instanceof Map<?, ?> map) {
        Object name = map.get("name");
        Object type = map.get("type");
        key = name != null ? name : type != null ? type : key;
      }
      String text = String.valueOf(key);
      keyed.put(keyed.containsKey(text) ? text + "#" + i : text, element);
    }
    return keyed;
  }

  private String text() {
    List<String> parts = new ArrayList<>();
    addPart(parts, "missing in the policy: ", ", ", missing);
    addPart(parts, "only in the policy: ", ", ", extra);
    addPart(parts, "different: ", "; ", changed);
    return parts.isEmpty() ? "the order" : String.join("; ", parts);
  }

  private static void addPart(List<String> parts, String title, String glue, List<String> items) {
    if (!items.isEmpty()) {
      String more = items.size() > SHOWN ? glue + (items.size() - SHOWN) + " more" : "";
      List<String> shown = items.subList(0, Math.min(SHOWN, items.size()));
      parts.add(title + String.join(glue, shown) + more);
    }
  }
}
