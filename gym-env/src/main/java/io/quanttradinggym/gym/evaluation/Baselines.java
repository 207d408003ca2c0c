package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.policy.BaselineType;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.view.View;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds baselines by name. */
public final class Baselines {
  private static final Pattern NUMBERED = Pattern.compile("(.+)-(\\d{1,9})");

  private final Plugins<BaselineType> plugins;

  public Baselines(Plugins<BaselineType> plugins) {
    this.plugins = plugins;
  }

  /** All that the scenario names, as it configures them. */
  public List<Entrant> all(Scenario scenario) {
    return scenario.baselines().stream()
        .<Entrant>map(baseline -> new Entrant.Baseline(baseline.type(), baseline))
        .toList();
  }

  /**
   * The baseline of this type, as the scenario configures it or else with its defaults; or, with a
   * number after the type ("fixed-half-spread-3"), with that as its first parameter.
   *
   * @throws InvalidInputException if there is none, or the scenario lacks what it needs
   */
  public Entrant find(String name, Scenario scenario) {
    Configured<BaselineType> baseline = configured(name, scenario);
    View missing = baseline.plugin().firstMissing(scenario.trader().terms().views());
    if (missing != null) {
      throw new InvalidInputException(
          "baseline", name, "a baseline that does not need the view " + missing.text());
    }
    return new Entrant.Baseline(name, baseline);
  }

  private Configured<BaselineType> configured(String name, Scenario scenario) {
    for (Configured<BaselineType> baseline : scenario.baselines()) {
      if (baseline.type().equals(name)) {
        return baseline;
      }
    }
    BaselineType plain = plugins.all().get(name);
    if (plain != null) {
      return Configured.of(plain);
    }
    Matcher matcher = NUMBERED.matcher(name);
    BaselineType numbered = matcher.matches() ? plugins.all().get(matcher.group(1)) : null;
    if (numbered == null || numbered.parameters().isEmpty()) {
      throw new InvalidInputException(
          "baseline",
          name,
          "one of " + String.join(", ", plugins.all().keySet()) + ", fixed-half-spread-3");
    }
    List<ParameterSpec> specs = numbered.parameters();
    Map<String, Object> raw = new TreeMap<>();
    raw.put(specs.getFirst().name(), Long.parseLong(matcher.group(2)));
    return new Configured<>(numbered, Parameters.of(specs, raw, name));
  }
}
