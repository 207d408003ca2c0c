package io.quanttradinggym.base.parameter;

import java.util.ArrayList;
import java.util.List;

/** Converts raw YAML or JSON values to the Java types of {@link ParameterSpec.Kind}. */
final class ParameterValues {
  private ParameterValues() {}

  static Object convert(ParameterSpec spec, Object value, String field) {
    return switch (spec.kind()) {
      case INTEGER -> integer(spec, value, field);
      case NUMBER -> number(spec, value, field);
      case BOOLEAN -> {
        if (value instanceof Boolean flag) {
          yield flag;
        }
        throw new InvalidInputException(field, value, spec.allowed());
      }
      case TEXT -> {
        if (value instanceof String text) {
          yield text;
        }
        throw new InvalidInputException(field, value, spec.allowed());
      }
      case CHOICE -> {
        if (value instanceof String text && spec.choices().contains(text)) {
          yield text;
        }
        throw new InvalidInputException(field, value, spec.allowed());
      }
      case DURATION -> duration(spec, value, field);
      case INTEGER_LIST ->
          elements(spec, value, field).stream().mapToLong(e -> integer(spec, e, field)).toArray();
      case NUMBER_LIST ->
          elements(spec, value, field).stream().mapToDouble(e -> number(spec, e, field)).toArray();
      case PLUGIN -> Chosen.of(spec.choosesFrom(), value, field);
      case PLUGIN_LIST -> chosen(spec, elements(spec, value, field), field);
    };
  }

  private static Long integer(ParameterSpec spec, Object value, String field) {
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= spec.min() && number <= spec.max()) {
        return number;
      }
    }
    throw new InvalidInputException(field, value, spec.allowed());
  }

  private static Double number(ParameterSpec spec, Object value, String field) {
    if (value instanceof Number boxed) {
      double number = boxed.doubleValue();
      if (number >= spec.min() && number <= spec.max()) {
        return number;
      }
    }
    throw new InvalidInputException(field, value, spec.allowed());
  }

  private static Long duration(ParameterSpec spec, Object value, String field) {
    if (!(value instanceof String text)) {
      throw new InvalidInputException(field, value, spec.allowed());
    }
    long nanos = Durations.parseNanos(field, text);
    if (nanos < spec.min() || nanos > spec.max()) {
      throw new InvalidInputException(field, value, spec.allowed());
    }
    return nanos;
  }

  private static List<Chosen<?>> chosen(ParameterSpec spec, List<?> raw, String field) {
    Plugins<?> plugins = spec.choosesFrom();
    List<Chosen<?>> chosen = new ArrayList<>();
    for (Object element : raw) {
      chosen.add(Chosen.of(plugins, element, "%s[%d]".formatted(field, chosen.size())));
    }
    return List.copyOf(chosen);
  }

  private static List<?> elements(ParameterSpec spec, Object value, String field) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new InvalidInputException(field, value, spec.allowed());
  }
}
