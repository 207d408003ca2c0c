package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Configured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one mapping of a scenario. Invalid values are reported to {@link ScenarioProblems} and
 * replaced by valid ones, so that reading can continue.
 */
public final class SectionReader {
  /** Largest number of plug-ins in a list; equal to the limit of instruments. */
  private static final int MAX_ITEMS = 1_000;

  private static final int MAX_KEY_SHOWN = 100;

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

  public String path() {
    return path;
  }

  public ScenarioProblems problems() {
    return problems;
  }

  public String field(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  public boolean has(String key) {
    return map.containsKey(key);
  }

  /** The mapping under a key; empty if there is none. */
  public SectionReader section(String key) {
    known.add(key);
    Object value = map.getOrDefault(key, new TreeMap<String, Object>());
    return of(value, field(key), "a mapping");
  }

  /** The elements of the list under a key: mappings, or texts that name a type. */
  public List<SectionReader> items(String key) {
    known.add(key);
    Object value = map.getOrDefault(key, List.of());
    List<SectionReader> items = new ArrayList<>();
    if (value instanceof List<?> list && list.size() > MAX_ITEMS) {
      problems.add(
          field(key),
          "(%d elements)".formatted(list.size()),
          "at most %d elements".formatted(MAX_ITEMS));
    } else if (value instanceof List<?> list) {
      for (Object item : list) {
        items.add(plugin(item, "%s[%d]".formatted(field(key), items.size())));
      }
    } else {
      problems.add(field(key), value, "a list");
    }
    return items;
  }

  /** The plug-in under a key: a mapping, or a text that names its type. */
  public SectionReader pluginSection(String key) {
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
  public Parameters parameters(List<ParameterSpec> specs) {
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
  public <P extends Plugin> Optional<Configured<P>> configured(Plugins<P> plugins) {
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
    try {
      List<ParameterSpec> specs = Configured.specs(plugin, map, path);
      return Optional.of(new Configured<>(plugin, parameters(specs)));
    } catch (InvalidInputException e) {
      problems.add(e);
      known.addAll(map.keySet());
      return Optional.empty();
    }
  }

  /** The plug-ins of the list under a key; they are also written to {@code document}. */
  public <P extends Plugin> List<Configured<P>> plugins(
      String key, Plugins<P> plugins, Map<String, Object> document) {
    List<Configured<P>> entries = new ArrayList<>();
    for (SectionReader item : items(key)) {
      item.configured(plugins).ifPresent(entries::add);
      item.rejectUnknown();
    }
    document.put(key, entries.stream().map(Configured::toMap).toList());
    return entries;
  }

  /** The raw value under a key; null = none. */
  public @Nullable Object value(String key) {
    known.add(key);
    return map.get(key);
  }

  /** Reports every unknown key. */
  public void rejectUnknown() {
    for (Map.Entry<String, Object> entry : map.entrySet()) {
      if (problems.isFull()) {
        return;
      }
      if (!known.contains(entry.getKey())) {
        String names = "one of " + String.join(", ", known);
        String key = field(visible(entry.getKey()));
        String renamed = RenamedKeys.newKey(key);
        if (renamed != null) {
          problems.add(
              new InvalidInputException(
                  "%s: got a key that was renamed, expected %s".formatted(key, renamed),
                  key,
                  String.valueOf(entry.getValue()),
                  renamed));
          continue;
        }
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

  /** Shows a blank key in quotes. */
  private static String visible(String key) {
    String shown = key.length() > MAX_KEY_SHOWN ? key.substring(0, MAX_KEY_SHOWN) + "…" : key;
    return key.isBlank() ? '"' + shown + '"' : shown;
  }
}
