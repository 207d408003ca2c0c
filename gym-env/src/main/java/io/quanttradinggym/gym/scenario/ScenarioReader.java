package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.action.ActionSchemeType;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.ParameterMaps;
import io.quanttradinggym.gym.observation.ObservationBlockType;
import io.quanttradinggym.gym.policy.BaselineType;
import io.quanttradinggym.gym.reward.WeightedTerm;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.Fees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a whole scenario, and writes the effective document on the way. */
final class ScenarioReader {
  private final PluginRegistry registry;
  private final ScenarioProblems problems = new ScenarioProblems();
  private final SectionReader root;
  private final Map<String, Object> effective = new LinkedHashMap<>();

  ScenarioReader(PluginRegistry registry, Map<String, Object> document) {
    this.registry = registry;
    root = SectionReader.root(document, problems);
  }

  /**
   * @throws ScenarioException with everything that is wrong
   */
  Scenario read() {
    Parameters header = root.parameters(Sections.HEADER);
    effective.putAll(ParameterMaps.toMap(Sections.HEADER, header));
    MarketReader market = new MarketReader(root, registry, effective);
    TradingDay session = market.session();
    List<TradedInstrument> instruments = market.instruments();
    Economy economy = market.economy();
    Fees fees = market.fees();
    AccountLimits limits = market.limits();
    List<PopulationEntry> population = market.population();
    TraderReader traderReader = new TraderReader(root, effective);
    TraderSettings trader = traderReader.read(session);
    List<Configured<ObservationBlockType>> observation = observation();
    Optional<Configured<ActionSchemeType>> action = action();
    List<WeightedTerm> reward = reward();
    List<Configured<BaselineType>> baselines = baselines();
    root.rejectUnknown();
    problems.throwIfAny();
    Scenario scenario =
        new Scenario(
            header.getText("name"),
            header.getText("title"),
            header.getText("environment"),
            header.getText("description"),
            session,
            instruments,
            economy,
            fees,
            limits,
            population,
            trader,
            observation,
            action.orElseThrow(),
            reward,
            baselines,
            effective);
    ScenarioChecks.check(scenario, problems);
    problems.throwIfAny();
    return scenario;
  }

  private List<Configured<ObservationBlockType>> observation() {
    return root.plugins("observation", registry.observations(), true, effective);
  }

  private Optional<Configured<ActionSchemeType>> action() {
    SectionReader section = root.pluginSection("action");
    Optional<Configured<ActionSchemeType>> action = section.configured(registry.actions());
    section.rejectUnknown();
    action.ifPresent(scheme -> effective.put("action", scheme.toMap()));
    return action;
  }

  private List<WeightedTerm> reward() {
    List<WeightedTerm> terms = new ArrayList<>();
    List<Object> document = new ArrayList<>();
    for (SectionReader item : root.items("reward")) {
      List<ParameterSpec> specs = List.of(Sections.WEIGHT);
      double weight = item.parameters(specs).getDouble(Sections.WEIGHT.name());
      item.configured(registry.rewards())
          .ifPresent(term -> {
            Map<String, Object> map = term.toMap();
            map.put(Sections.WEIGHT.name(), weight);
            document.add(map);
            terms.add(new WeightedTerm(term, weight));
          });
      item.rejectUnknown();
    }
    if (terms.isEmpty()) {
      problems.add("reward", List.of(), "a list of at least one term");
    }
    effective.put("reward", document);
    return terms;
  }

  private List<Configured<BaselineType>> baselines() {
    SectionReader evaluation = root.section("evaluation");
    Map<String, Object> document = new LinkedHashMap<>();
    List<Configured<BaselineType>> baselines =
        evaluation.plugins("baselines", registry.baselines(), false, document);
    evaluation.rejectUnknown();
    effective.put("evaluation", document);
    return baselines;
  }
}
