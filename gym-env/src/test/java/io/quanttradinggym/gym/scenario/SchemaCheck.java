package io.quanttradinggym.gym.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Validates against JSON Schemas that use no more keywords than ours does. */
public final class SchemaCheck {
  private static final Set<String> KNOWN =
      Set.of(
          "$schema",
          "$defs",
          "$ref",
          "title",
          "description",
          "default",
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minItems",
          "anyOf",
          "enum",
          "const",
          "pattern",
          "minimum",
          "maximum");

  private final Map<?, ?> root;

  private SchemaCheck(Map<?, ?> root) {
    this.root = root;
  }

  /** What is wrong with a value; empty if nothing is. */
  public static List<String> problems(Map<?, ?> schema, Object value) {
    return new SchemaCheck(schema).problemsOf(schema, value);
  }

  private List<String> problemsOf(Map<?, ?> schema, Object value) {
    List<String> problems = new ArrayList<>();
    check("$", schema, value, problems);
    return problems;
  }

  private Map<?, ?> definition(String reference) {
    String name = reference.replaceFirst("^#/\\$defs/", "");
    if (root.get("$defs") instanceof Map<?, ?> all && all.get(name) instanceof Map<?, ?> found) {
      return found;
    }
    throw new IllegalStateException("no definition for " + reference);
  }

  private void check(String at, Map<?, ?> schema, Object value, List<String> problems) {
    Set<Object> unknown = new TreeSet<>(schema.keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("keywords not implemented here: " + unknown);
    }
    if (schema.get("$ref") instanceof String reference) {
      check(at, definition(reference), value, problems);
      return;
    }
    if (schema.get("type") instanceof String type && !isOfType(type, value)) {
      problems.add(at + " is not of type " + type);
      return;
    }
    if (schema.containsKey("const") && !value.equals(schema.get("const"))) {
      problems.add(at + " is not " + schema.get("const"));
    }
    if (schema.get("enum") instanceof List<?> choices && !choices.contains(value)) {
      problems.add(at + " is none of " + choices);
    }
    if (schema.get("anyOf") instanceof List<?> choices
        && choices.stream().noneMatch(c -> problemsOf((Map<?, ?>) c, value).isEmpty())) {
      problems.add(at + " is none of its forms");
    }
    switch (value) {
      case Map<?, ?> map -> checkObject(at, schema, map, problems);
      case List<?> list -> checkArray(at, schema, list, problems);
      case String text -> {
        if (schema.get("pattern") instanceof String p && !Pattern.matches(p, text)) {
          problems.add(at + " does not match " + p);
        }
      }
      case Number number -> checkRange(at, schema, number.doubleValue(), problems);
      default -> {}
    }
  }

  private static boolean isOfType(String type, Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "number" -> value instanceof Number;
      case "integer" -> value instanceof Integer || value instanceof Long;
      default -> throw new IllegalStateException("type not implemented here: " + type);
    };
  }

  private void checkObject(String at, Map<?, ?> schema, Map<?, ?> value, List<String> problems) {
    if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
      return;
    }
    if (schema.get("required") instanceof List<?> required) {
      required.stream()
          .filter(key -> !value.containsKey(key))
          .forEach(key -> problems.add(at + "." + key + " is missing"));
    }
    value.forEach((key, content) -> {
      if (properties.get(key) instanceof Map<?, ?> property) {
        check(at + "." + key, property, content, problems);
      } else {
        problems.add(at + "." + key + " is unknown");
      }
    });
  }

  private void checkArray(String at, Map<?, ?> schema, List<?> value, List<String> problems) {
    if (schema.get("minItems") instanceof Number min && value.size() < min.intValue()) {
      problems.add(at + " is too short");
    }
    if (schema.get("items") instanceof Map<?, ?> items) {
      for (int i = 0; i < value.size(); i++) {
        check(at + "[" + i + "]", items, value.get(i), problems);
      }
    }
  }

  private static void checkRange(String at, Map<?, ?> schema, double value, List<String> problems) {
    if (schema.get("minimum") instanceof Number min && value < min.doubleValue()) {
      problems.add(at + " is too small");
    }
    if (schema.get("maximum") instanceof Number max && value > max.doubleValue()) {
      problems.add(at + " is too large");
    }
  }
}
