package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.ScenarioProblems;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.view.NeedsViews;
import io.quanttradinggym.sim.kernel.AgentServices;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.market.Instrument;
import java.util.List;

/** Validates a scenario as a whole. */
final class ScenarioChecks {
  private static final AgentServices NO_POLICIES =
      AgentServices.of(PolicyResolver.class, PolicyResolver.NONE);
  private static final String INSTRUMENT = "instrument";
  private static final String INSTRUMENTS = "instruments";
  private static final String OTHER = "other";

  private final OrderBookMarket market;
  private final ScenarioProblems problems;

  private ScenarioChecks(OrderBookMarket market, ScenarioProblems problems) {
    this.market = market;
    this.problems = problems;
  }

  static void check(OrderBookMarket market, ScenarioProblems problems) {
    new ScenarioChecks(market, problems).run();
  }

  private void run() {
    for (int i = 0; i < market.instruments().size(); i++) {
      TradedInstrument traded = market.instruments().get(i);
      problems.check(
          "instruments[" + i + "].fundamental",
          () -> traded.newProcess(market.economy().macro(), market.session()));
    }
    for (int i = 0; i < market.economy().news().size(); i++) {
      int source = i;
      plugin("news[" + i + "]", market.economy().news().get(i));
      problems.check(
          "news[" + i + "]",
          () -> market.economy().newSource(source, instruments(), market.session()));
    }
    for (int i = 0; i < market.population().size(); i++) {
      String path = "population[" + i + "]";
      int before = problems.count();
      plugin(path, market.population().get(i).agent());
      if (problems.count() == before) {
        agent(path, market.population().get(i));
      }
    }
    for (int i = 0; i < market.baselineTypes().configured().size(); i++) {
      plugin("evaluation.baselines[" + i + "]", market.baselineTypes().configured().get(i));
    }
    ParentOrder parent = market.trader().terms().parentOrder();
    if (parent != null) {
      checkInstrument("trader.parent_order." + INSTRUMENT, parent.instrument());
    }
    boolean sound = observation();
    sound = action() && sound;
    sound = reward() && sound;
    if (sound) {
      problems.attempt(() -> market.newObservationBuilder().size(), 0);
    }
  }

  private List<Instrument> instruments() {
    return market.instruments().stream().map(TradedInstrument::instrument).toList();
  }

  private void agent(String path, PopulationEntry entry) {
    AgentSetup setup = SimulationFactory.setup(market, entry, 0, NO_POLICIES);
    problems.check(path, () -> entry.agent().plugin().check(entry.agent().parameters(), setup));
  }

  private boolean observation() {
    int before = problems.count();
    for (int i = 0; i < market.observation().size(); i++) {
      String path = "observation[" + i + "]";
      var block = market.observation().get(i).choice();
      plugin(path, block);
      otherInstruments(path, block.parameters());
      problems.check(path, () -> block.plugin().create(block.parameters()));
    }
    return problems.count() == before;
  }

  private boolean action() {
    int before = problems.count();
    var scheme = market.action();
    plugin("action", scheme);
    problems.check("action", () -> scheme.plugin().create(scheme.parameters()));
    if (!has(scheme.parameters(), INSTRUMENT)) {
      for (int instrument : scheme.plugin().instruments(scheme.parameters())) {
        String field = has(scheme.parameters(), INSTRUMENTS) ? INSTRUMENTS : "schemes";
        checkInstrument("action." + field, instrument);
      }
    }
    return problems.count() == before;
  }

  private boolean reward() {
    int before = problems.count();
    for (int i = 0; i < market.reward().size(); i++) {
      String path = "reward[" + i + "]";
      var term = market.reward().get(i).term();
      plugin(path, term);
      problems.check(path, () -> term.plugin().create(term.parameters()));
    }
    return problems.count() == before;
  }

  /** Validates a plug-in of any kind. */
  private void plugin(String path, Configured<? extends Plugin> configured) {
    if (has(configured.parameters(), INSTRUMENT)) {
      checkInstrument(path + "." + INSTRUMENT, configured.parameters().getLong(INSTRUMENT));
    }
    if (configured.plugin() instanceof NeedsViews needing) {
      String type = configured.type();
      ViewCheck.check(path, type, needing, market.trader().terms().views(), problems);
    }
  }

  /** Instruments that a block observes beside its own. */
  private void otherInstruments(String path, Parameters parameters) {
    if (has(parameters, OTHER)) {
      checkInstrument(path + "." + OTHER, parameters.getLong(OTHER));
    }
    if (has(parameters, INSTRUMENTS)) {
      for (long instrument : parameters.getLongs(INSTRUMENTS)) {
        checkInstrument(path + "." + INSTRUMENTS, instrument);
      }
    }
  }

  private static boolean has(Parameters parameters, String name) {
    return parameters.specs().stream().anyMatch(spec -> spec.name().equals(name));
  }

  private void checkInstrument(String field, long instrument) {
    int instruments = market.instruments().size();
    if (instrument >= instruments) {
      problems.add(field, instrument, "the index of an instrument, 0 to " + (instruments - 1));
    }
  }
}
