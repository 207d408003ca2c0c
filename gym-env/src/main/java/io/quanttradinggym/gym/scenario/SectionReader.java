package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.sim.kernel.LatencyModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads one mapping of a scenario. Invalid values are reported to {@link ScenarioProblems} and
 * replaced by valid ones, so that reading can continue.
 */
final class SectionReader {
  private static final String QUANTILES = "quantiles";

  private final Map<String, Object> map;
  private final String path;
  private final ScenarioProblems problems;
  private final List<String> known = new ArrayList<>();

  private SectionReader(Map<String, Object> map, String path, ScenarioProblems problems) {
    this.map = map;
    this.path = path;
    this.problems = problems;
  }

  static SectionReader root(Map<String, Object> map, ScenarioProblems problems) {
    return new SectionReader(map, "", problems);
  }

  String path() {
    return path;
  }

  ScenarioProblems problems() {
    return problems;
  }

  String field(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    return map.containsKey(key);
  }

  /** The mapping under a key; empty where there is none. */
  SectionReader section(String key) {
    known.add(key);
    Object value = map.getOrDefault(key, new TreeMap<String, Object>());
    return of(value, field(key), "a mapping");
  }

  /** The elements of the list under a key: mappings, or texts that name a type. */
  List<SectionReader> items(String key) {
    known.add(key);
    Object value = map.getOrDefault(key, List.of());
    List<SectionReader> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        items.add(plugin(item, "%s[%d]".formatted(field(key), items.size())));
      }
    } else {
      problems.add(field(key), value, "a list");
    }
    return items;
  }

  /** The plug-in under a key: a mapping, or a text that names its type. */
  SectionReader pluginSection(String key) {
    known.add(key);
    Object value = map.getOrDefault(key, new TreeMap<String, Object>());
    return plugin(value, field(key));
  }

  private SectionReader plugin(Object value, String at) {
    Object mapping = value;
    if (value instanceof String type) {
      Map<String, Object> shortForm = new LinkedHashMap<>();
      shortForm.put(Configured.TYPE, type);
      mapping = shortForm;
    }
    return of(mapping, at, "a mapping with a type, or the name of a type");
  }

  private SectionReader of(Object value, String at, String allowed) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> mapping) {
      mapping.forEach((key, content) -> {
        if (content != null) {
          copy.put(String.valueOf(key), content);
        }
      });
    } else {
      problems.add(at, value, allowed);
    }
    return new SectionReader(copy, at, problems);
  }

  /** The declared values; a bad one is reported and replaced by its default. */
  Parameters parameters(List<ParameterSpec> specs) {
    Map<String, Object> good = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      known.add(spec.name());
      Map<String, Object> one = new LinkedHashMap<>();
      if (map.containsKey(spec.name())) {
        one.put(spec.name(), map.get(spec.name()));
      }
      try {
        Parameters.of(List.of(spec), one, path);
        good.putAll(one);
      } catch (InvalidInputException e) {
        problems.add(e);
        good.put(spec.name(), Fallbacks.of(spec));
      }
    }
    return Parameters.of(specs, good, path);
  }

  /** The plug-in that {@code type} names, with its parameters; empty if there is none. */
  <P extends Plugin> Optional<Configured<P>> configured(Plugins<P> plugins) {
    known.add(Configured.TYPE);
    Object type = map.get(Configured.TYPE);
    P plugin = type instanceof String name ? plugins.all().get(name) : null;
    if (plugin == null) {
      String types = "one of " + String.join(", ", plugins.all().keySet());
      String given = type == null ? InvalidInputException.MISSING : type.toString();
      String hint = Suggestions.forWord(given, plugins.all().keySet());
      problems.add(field(Configured.TYPE), given, types + hint);
      known.addAll(map.keySet());
      return Optional.empty();
    }
    return Optional.of(new Configured<>(plugin, parameters(plugin.parameters())));
  }

  /**
   * The plug-ins of the list under a key; they are also written to {@code document}.
   *
   * @param needed whether an empty list is an error
   */
  <P extends Plugin> List<Configured<P>> plugins(
      String key, Plugins<P> plugins, boolean needed, Map<String, Object> document) {
    List<Configured<P>> entries = new ArrayList<>();
    List<SectionReader> items = items(key);
    for (SectionReader item : items) {
      item.configured(plugins).ifPresent(entries::add);
      item.rejectUnknown();
    }
    if (needed && items.isEmpty()) {
      problems.add(field(key), List.of(), "a list of at least one plug-in");
    }
    document.put(key, entries.stream().map(Configured::toMap).toList());
    return entries;
  }

  /** A duration, or its bounds. */
  LatencyModel latency(String key, long defaultNanos) {
    known.add(key);
    LatencyModel otherwise = LatencyModel.constant(defaultNanos);
    Object value = map.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return problems.attempt(
          () -> LatencyModel.constant(Durations.parseNanos(field(key), text)), otherwise);
    }
    if (value instanceof Map<?, ?> map) {
      SectionReader section = section(key);
      return map.containsKey(QUANTILES)
          ? section.quantiles(otherwise)
          : section.latencyBounds(otherwise);
    }
    problems.add(field(key), value, Sections.LATENCY_ALLOWED);
    return otherwise;
  }

  private LatencyModel quantiles(LatencyModel otherwise) {
    known.add(QUANTILES);
    rejectUnknown();
    Object given = map.getOrDefault(QUANTILES, InvalidInputException.MISSING);
    if (!(given instanceof List<?> list)) {
      problems.add(field(QUANTILES), given, "a list of durations");
      return otherwise;
    }
    List<Long> nanos = new ArrayList<>();
    for (Object element : list) {
      String text = String.valueOf(element);
      nanos.add(problems.attempt(() -> Durations.parseNanos(field(QUANTILES), text), 0L));
    }
    return problems.within(path, () -> LatencyModel.empirical(nanos), otherwise);
  }

  private LatencyModel latencyBounds(LatencyModel otherwise) {
    List<ParameterSpec> specs =
        List.of(
            ParameterSpec.duration("min", null, "0s", "1h", "Minimum latency."),
            ParameterSpec.duration("max", null, "0s", "1h", "Maximum latency."));
    int before = problems.count();
    Parameters bounds = parameters(specs);
    rejectUnknown();
    long min = bounds.getNanos("min");
    long max = bounds.getNanos("max");
    if (problems.count() > before) {
      return otherwise;
    }
    if (min > max) {
      problems.add(field("min"), Durations.format(min), "at most max = " + Durations.format(max));
      return otherwise;
    }
    return new LatencyModel(min, max);
  }

  /** Reports every unknown key. */
  void rejectUnknown() {
    for (Map.Entry<String, Object> entry : map.entrySet()) {
      if (!known.contains(entry.getKey())) {
        String names = "one of " + String.join(", ", known);
        String key = field(visible(entry.getKey()));
        String hint = Suggestions.forWord(entry.getKey(), known);
        problems.add(
            new InvalidInputException(
                "%s: got an unknown key%s, expected %s".formatted(key, hint, names),
                key,
                String.valueOf(entry.getValue()),
                names));
      }
    }
  }

  /** A key that cannot be seen, in quotes. */
  private static String visible(String key) {
    return key.isBlank() ? '"' + key + '"' : key;
  }
}
