package io.quanttradinggym.base.parameter;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Validated values of declared parameters, defaults filled in. Immutable. */
public final class Parameters {
  private final List<ParameterSpec> specs;
  private final Map<String, Object> values;
  private final Map<String, Object> made = new LinkedHashMap<>();

  private Parameters(List<ParameterSpec> specs, Map<String, Object> values) {
    this.specs = specs;
    this.values = values;
  }

  /**
   * Checks {@code raw} against the declaration.
   *
   * @param path dotted path of {@code raw}, for errors; may be empty
   * @throws InvalidInputException for an unknown key, a missing or wrongly typed value, or one out
   *     of range
   */
  public static Parameters of(List<ParameterSpec> specs, Map<String, ?> raw, String path) {
    String prefix = path.isEmpty() ? "" : path + ".";
    for (Map.Entry<String, ?> entry : raw.entrySet()) {
      if (specs.stream().noneMatch(spec -> spec.name().equals(entry.getKey()))) {
        throw unknownKey(prefix + entry.getKey(), entry.getValue(), specs);
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      Object value = raw.get(spec.name());
      if (value == null) {
        value = spec.defaultValue();
      }
      if (value == null) {
        throw new InvalidInputException(
            prefix + spec.name(), InvalidInputException.MISSING, spec.allowed());
      }
      values.put(spec.name(), ParameterValues.convert(spec, value, prefix + spec.name()));
    }
    return new Parameters(List.copyOf(specs), values);
  }

  /** The declared parameters, in the order of the declaration. */
  public List<ParameterSpec> specs() {
    return specs;
  }

  /**
   * The same parameters with another value of one.
   *
   * @param value as in YAML
   * @throws InvalidInputException if the value is not valid
   */
  public Parameters with(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    for (ParameterSpec spec : specs) {
      if (spec.name().equals(name)) {
        changed.put(name, ParameterValues.convert(spec, value, name));
      }
    }
    return new Parameters(specs, changed);
  }

  private static InvalidInputException unknownKey(
      String field, Object value, List<ParameterSpec> specs) {
    String names =
        specs.isEmpty()
            ? "no parameters"
            : specs.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    String allowed = specs.isEmpty() ? names : "one of " + names;
    return new InvalidInputException(
        "%s: got an unknown key, expected %s".formatted(field, allowed), field, value, allowed);
  }

  public long getLong(String name) {
    return (Long) get(name);
  }

  public int getInt(String name) {
    return Math.toIntExact(getLong(name));
  }

  public double getDouble(String name) {
    return (Double) get(name);
  }

  public boolean getBoolean(String name) {
    return (Boolean) get(name);
  }

  public String getText(String name) {
    return (String) get(name);
  }

  /** A {@link ParameterSpec.Kind#DURATION}, in nanoseconds. */
  public long getNanos(String name) {
    return getLong(name);
  }

  public long[] getLongs(String name) {
    return ((long[]) get(name)).clone();
  }

  /**
   * Integers of which no two are equal.
   *
   * @throws InvalidInputException if there are fewer than {@code least} or more than {@code most},
   *     or one twice
   */
  public int[] getIndices(String name, int least, int most) {
    long[] values = (long[]) get(name);
    long distinct = Arrays.stream(values).distinct().count();
    if (values.length < least || values.length > most || distinct < values.length) {
      throw new InvalidInputException(
          name,
          Arrays.stream(values).boxed().toList(),
          least + " to " + most + " different indices");
    }
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  /**
   * Integers of which there is a limited number.
   *
   * @param noun what they are, in the plural
   * @throws InvalidInputException if there are none, or more than {@code most}
   */
  public long[] getLongs(String name, int most, String noun) {
    long[] values = getLongs(name);
    if (values.length < 1 || values.length > most) {
      throw new InvalidInputException(
          name, "(" + values.length + " " + noun + ")", "1 to " + most + " " + noun);
    }
    return values;
  }

  public double[] getDoubles(String name) {
    return ((double[]) get(name)).clone();
  }

  /**
   * A {@link ParameterSpec.Kind#PLUGIN}.
   *
   * @param kind declared kind of plug-in
   */
  public <P extends Plugin> Chosen<P> getPlugin(String name, Class<P> kind) {
    return cast((Chosen<?>) get(name), kind);
  }

  /** A {@link ParameterSpec.Kind#PLUGIN_LIST}. */
  public <P extends Plugin> List<Chosen<P>> getPlugins(String name, Class<P> kind) {
    return ((List<?>) get(name)).stream().map(e -> cast((Chosen<?>) e, kind)).toList();
  }

  /**
   * An object created once from a plug-in and shared by all users of these parameters, on any
   * thread. It must be immutable.
   */
  public <P extends Plugin, T> T shared(String name, Class<P> kind, Function<Chosen<P>, T> make) {
    synchronized (made) {
      @SuppressWarnings("unchecked") // one parameter gives one type of object
      T known = (T) made.get(name);
      if (known == null) {
        known = make.apply(getPlugin(name, kind));
        made.put(name, known);
      }
      return known;
    }
  }

  /**
   * An object created once from all parameters and shared by all users, as in {@link
   * #shared(String, Class, Function)}: 100,000 members of a population then read the same cached
   * data.
   */
  public <T> T shared(Function<Parameters, T> make) {
    synchronized (made) {
      @SuppressWarnings("unchecked") // all users of these parameters create the same type of object
      T known = (T) made.get("");
      if (known == null) {
        known = make.apply(this);
        made.put("", known);
      }
      return known;
    }
  }

  private static <P extends Plugin> Chosen<P> cast(Chosen<?> chosen, Class<P> kind) {
    return new Chosen<>(kind.cast(chosen.plugin()), chosen.parameters());
  }

  private Object get(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("parameter " + name + " was not declared");
    }
    return value;
  }
}
