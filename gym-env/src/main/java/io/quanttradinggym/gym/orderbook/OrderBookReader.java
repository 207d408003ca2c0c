package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.action.ActionSchemeType;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.observation.ObservedBlock;
import io.quanttradinggym.gym.policy.BaselineType;
import io.quanttradinggym.gym.reward.WeightedTerm;
import io.quanttradinggym.gym.scenario.MarketDocument;
import io.quanttradinggym.gym.scenario.SectionReader;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.Fees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an order-book scenario, and writes the effective document. */
final class OrderBookReader {
  private final PluginRegistry registry;
  private final MarketDocument document;
  private final SectionReader root;
  private final Map<String, Object> effective;

  OrderBookReader(PluginRegistry registry, MarketDocument document) {
    this.registry = registry;
    this.document = document;
    root = document.root();
    effective = document.effective();
  }

  OrderBookMarket read() {
    MarketReader reader = new MarketReader(root, registry, effective);
    TradingDay session = reader.session();
    List<TradedInstrument> instruments = reader.instruments();
    Economy economy = reader.economy();
    Fees fees = reader.fees();
    AccountLimits limits = reader.limits();
    List<PopulationEntry> population = reader.population();
    TraderSettings trader = new TraderReader(root, effective).read(session);
    List<ObservedBlock> observation = observation();
    Optional<Configured<ActionSchemeType>> action = action();
    List<WeightedTerm> reward = reward();
    List<Configured<BaselineType>> baselines = baselines();
    document.finish();
    OrderBookMarket market =
        new OrderBookMarket(
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
            new BookBaselines(baselines, registry.baselines()));
    ScenarioChecks.check(market, document.problems());
    return market;
  }

  private List<ObservedBlock> observation() {
    List<ObservedBlock> blocks = new ArrayList<>();
    List<SectionReader> items = root.items("observation");
    for (SectionReader item : items) {
      Parameters frames = item.parameters(ObservedBlock.PARAMETERS);
      item.configured(registry.observations())
          .ifPresent(block -> blocks.add(new ObservedBlock(block, frames)));
      item.rejectUnknown();
    }
    if (items.isEmpty()) {
      document.problems().add("observation", List.of(), "a list of at least one plug-in");
    }
    effective.put("observation", blocks.stream().map(ObservedBlock::toMap).toList());
    return blocks;
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
    List<Object> maps = new ArrayList<>();
    for (SectionReader item : root.items("reward")) {
      List<ParameterSpec> specs = List.of(Sections.WEIGHT);
      double weight = item.parameters(specs).getDouble(Sections.WEIGHT.name());
      item.configured(registry.rewards())
          .ifPresent(term -> {
            Map<String, Object> map = term.toMap();
            map.put(Sections.WEIGHT.name(), weight);
            maps.add(map);
            terms.add(new WeightedTerm(term, weight));
          });
      item.rejectUnknown();
    }
    if (terms.isEmpty()) {
      document.problems().add("reward", List.of(), "a list of at least one term");
    }
    effective.put("reward", maps);
    return terms;
  }

  private List<Configured<BaselineType>> baselines() {
    SectionReader evaluation = root.section("evaluation");
    Map<String, Object> map = new LinkedHashMap<>();
    List<Configured<BaselineType>> baselines =
        evaluation.plugins("baselines", registry.baselines(), map);
    evaluation.rejectUnknown();
    effective.put("evaluation", map);
    return baselines;
  }
}
