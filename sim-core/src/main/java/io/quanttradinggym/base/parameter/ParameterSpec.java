package io.quanttradinggym.base.parameter;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One declared parameter of a plug-in: the source of validation, of the JSON Schema and of the
 * documentation.
 *
 * @param unit such as "ticks", "lots", "per second"; empty if there is none
 * @param defaultValue null if the parameter is required
 * @param min smallest allowed value of a number (of an element, in lists; nanoseconds, in
 *     durations)
 * @param max largest allowed value
 * @param choices allowed texts of a {@link Kind#CHOICE}
 * @param plugins type of a {@link Kind#PLUGIN} or of the elements of a {@link Kind#PLUGIN_LIST};
 *     else null
 */
public record ParameterSpec(
    String name,
    Kind kind,
    String unit,
    @Nullable Object defaultValue,
    double min,
    double max,
    List<String> choices,
    @Nullable Class<? extends Plugin> plugins,
    String description) {

  /** Form of a value in YAML and in Java. */
  public enum Kind {
    /** {@code long}. */
    INTEGER,
    /** {@code double}. */
    NUMBER,
    /** {@code boolean}. */
    BOOLEAN,
    /** {@code String}. */
    TEXT,
    /** {@code String}, one of the choices. */
    CHOICE,
    /** Text such as "250ms", "30s", "10m" or "6h30m"; {@code long} nanoseconds. */
    DURATION,
    /** {@code long[]}. */
    INTEGER_LIST,
    /** {@code double[]}. */
    NUMBER_LIST,
    /** A mapping with a type, or the name of a type; {@link Chosen}. */
    PLUGIN,
    /** {@code List<Chosen>}. */
    PLUGIN_LIST
  }

  public static ParameterSpec integer(
      String name,
      String unit,
      @Nullable Long defaultValue,
      long min,
      long max,
      String description) {
    return new ParameterSpec(
        name, Kind.INTEGER, unit, defaultValue, min, max, List.of(), null, description);
  }

  public static ParameterSpec number(
      String name,
      String unit,
      @Nullable Double defaultValue,
      double min,
      double max,
      String description) {
    return new ParameterSpec(
        name, Kind.NUMBER, unit, defaultValue, min, max, List.of(), null, description);
  }

  public static ParameterSpec bool(String name, boolean defaultValue, String description) {
    return new ParameterSpec(
        name, Kind.BOOLEAN, "", defaultValue, 0, 1, List.of(), null, description);
  }

  public static ParameterSpec text(String name, @Nullable String defaultValue, String description) {
    return new ParameterSpec(name, Kind.TEXT, "", defaultValue, 0, 0, List.of(), null, description);
  }

  public static ParameterSpec choice(
      String name, @Nullable String defaultValue, List<String> choices, String description) {
    return new ParameterSpec(name, Kind.CHOICE, "", defaultValue, 0, 0, choices, null, description);
  }

  /** Bounds and default as texts, such as "1ms". */
  public static ParameterSpec duration(
      String name, @Nullable String defaultValue, String min, String max, String description) {
    return new ParameterSpec(
        name,
        Kind.DURATION,
        "",
        defaultValue,
        Durations.parseNanos(name, min),
        Durations.parseNanos(name, max),
        List.of(),
        null,
        description);
  }

  public static ParameterSpec integers(
      String name, String unit, List<Long> defaultValue, long min, long max, String description) {
    return new ParameterSpec(
        name, Kind.INTEGER_LIST, unit, defaultValue, min, max, List.of(), null, description);
  }

  public static ParameterSpec numbers(
      String name,
      String unit,
      List<Double> defaultValue,
      double min,
      double max,
      String description) {
    return new ParameterSpec(
        name, Kind.NUMBER_LIST, unit, defaultValue, min, max, List.of(), null, description);
  }

  /**
   * A plug-in of another kind.
   *
   * @param defaultValue as in YAML: the name of a type, or a mapping with it
   */
  public static ParameterSpec plugin(
      String name,
      Class<? extends Plugin> kind,
      String unit,
      @Nullable Object defaultValue,
      String description) {
    return new ParameterSpec(
        name, Kind.PLUGIN, unit, defaultValue, 0, 0, List.of(), kind, description);
  }

  /** Several plug-ins of another kind. */
  public static ParameterSpec pluginList(
      String name,
      Class<? extends Plugin> kind,
      String unit,
      @Nullable List<?> defaultValue,
      String description) {
    return new ParameterSpec(
        name, Kind.PLUGIN_LIST, unit, defaultValue, 0, 0, List.of(), kind, description);
  }

  /** The plug-ins that a {@link Kind#PLUGIN} or {@link Kind#PLUGIN_LIST} chooses from. */
  public Plugins<?> choosesFrom() {
    return Plugins.load(Objects.requireNonNull(plugins, name));
  }

  /** Name of the kind of {@link #plugins}, such as "distribution" or "action-scheme". */
  public String pluginName() {
    String type = Objects.requireNonNull(plugins, name).getSimpleName();
    String name = type.replaceFirst("Type$", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** {@link #pluginName} with its article. */
  public String onePlugin() {
    String name = pluginName();
    return ("aeiou".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }

  /** Description of the allowed values, for error messages. */
  public String allowed() {
    return switch (kind) {
      case INTEGER -> "an integer from %s to %s".formatted((long) min, (long) max);
      case NUMBER -> "a number from %s to %s".formatted(min, max);
      case BOOLEAN -> "true or false";
      case TEXT -> "text";
      case CHOICE -> "one of " + String.join(", ", choices);
      case DURATION ->
          "a duration from %s to %s, such as 250ms, 30s, 10m or 6h30m"
              .formatted(Durations.format((long) min), Durations.format((long) max));
      case INTEGER_LIST -> "a list of integers from %s to %s".formatted((long) min, (long) max);
      case NUMBER_LIST -> "a list of numbers from %s to %s".formatted(min, max);
      case PLUGIN -> onePlugin() + ": a mapping with a type, or the name of a type";
      case PLUGIN_LIST -> "a list in which each element is " + onePlugin();
    };
  }
}
