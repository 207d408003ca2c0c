package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.scenario.ScenarioProblems;
import io.quanttradinggym.gym.scenario.SectionReader;
import io.quanttradinggym.sim.kernel.LatencyModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Latencies in scenario documents. */
final class LatencyDocuments {
  private static final String QUANTILES = "quantiles";

  private LatencyDocuments() {}

  /** Reads a duration, or its bounds. */
  static LatencyModel read(SectionReader parent, String key, long defaultNanos) {
    LatencyModel otherwise = LatencyModel.constant(defaultNanos);
    ScenarioProblems problems = parent.problems();
    Object value = parent.value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return problems.attempt(
          () -> LatencyModel.constant(Durations.parseNanos(parent.field(key), text)), otherwise);
    }
    if (value instanceof Map<?, ?> map) {
      SectionReader section = parent.section(key);
      return map.containsKey(QUANTILES)
          ? quantiles(section, otherwise)
          : bounds(section, otherwise);
    }
    problems.add(parent.field(key), value, Sections.LATENCY_ALLOWED);
    return otherwise;
  }

  private static LatencyModel quantiles(SectionReader section, LatencyModel otherwise) {
    ScenarioProblems problems = section.problems();
    String field = section.field(QUANTILES);
    Object value = section.value(QUANTILES);
    section.rejectUnknown();
    if (!(value instanceof List<?> list)) {
      problems.add(field, String.valueOf(value), "a list of durations");
      return otherwise;
    }
    List<Long> nanos = new ArrayList<>();
    for (Object element : list) {
      String text = String.valueOf(element);
      nanos.add(problems.attempt(() -> Durations.parseNanos(field, text), 0L));
    }
    return problems.within(section.path(), () -> LatencyModel.empirical(nanos), otherwise);
  }

  private static LatencyModel bounds(SectionReader section, LatencyModel otherwise) {
    ScenarioProblems problems = section.problems();
    List<ParameterSpec> specs =
        List.of(
            ParameterSpec.duration("min", null, "0s", "1h", "Minimum latency."),
            ParameterSpec.duration("max", null, "0s", "1h", "Maximum latency."));
    int before = problems.count();
    Parameters bounds = section.parameters(specs);
    section.rejectUnknown();
    long min = bounds.getNanos("min");
    long max = bounds.getNanos("max");
    if (problems.count() > before) {
      return otherwise;
    }
    if (min > max) {
      problems.add(
          section.field("min"),
          Durations.format(min),
          "at most max (" + Durations.format(max) + ")");
      return otherwise;
    }
    return new LatencyModel(min, max);
  }

  static Map<String, Object> toMap(LatencyModel latency) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!latency.quantilesNanos().isEmpty()) {
      map.put(QUANTILES, latency.quantilesNanos().stream().map(Durations::format).toList());
      return map;
    }
    map.put("min", Durations.format(latency.minNanos()));
    map.put("max", Durations.format(latency.maxNanos()));
    return map;
  }
}
