package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.policy.PolicyAgentType;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.view.NeedsViews;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.market.Instrument;
import java.util.List;

/** Checks of a scenario as a whole. */
final class ScenarioChecks {
  private static final String INSTRUMENT = "instrument";

  private final Scenario scenario;
  private final ScenarioProblems problems;

  private ScenarioChecks(Scenario scenario, ScenarioProblems problems) {
    this.scenario = scenario;
    this.problems = problems;
  }

  static void check(Scenario scenario, ScenarioProblems problems) {
    new ScenarioChecks(scenario, problems).run();
  }

  private void run() {
    for (int i = 0; i < scenario.instruments().size(); i++) {
      TradedInstrument traded = scenario.instruments().get(i);
      problems.check(
          "instruments[" + i + "].fundamental",
          () -> traded.newProcess(scenario.economy().macro(), scenario.session()));
    }
    for (int i = 0; i < scenario.economy().news().size(); i++) {
      int source = i;
      plugin("news[" + i + "]", scenario.economy().news().get(i));
      problems.check(
          "news[" + i + "]",
          () -> scenario.economy().newSource(source, instruments(), scenario.session()));
    }
    for (int i = 0; i < scenario.population().size(); i++) {
      String path = "population[" + i + "]";
      int before = problems.count();
      plugin(path, scenario.population().get(i).agent());
      if (problems.count() == before) {
        agent(path, scenario.population().get(i));
      }
    }
    for (int i = 0; i < scenario.baselines().size(); i++) {
      plugin("evaluation.baselines[" + i + "]", scenario.baselines().get(i));
    }
    ParentOrder parent = scenario.trader().terms().parentOrder();
    if (parent != null) {
      checkInstrument("trader.parent_order", parent.instrument());
    }
    boolean sound = observation();
    sound = action() && sound;
    sound = reward() && sound;
    if (sound) {
      problems.attempt(() -> scenario.newObservationBuilder().size(), 0);
    }
  }

  private List<Instrument> instruments() {
    return scenario.instruments().stream().map(TradedInstrument::instrument).toList();
  }

  private void agent(String path, PopulationEntry entry) {
    if (!(entry.agent().plugin() instanceof PolicyAgentType)) {
      AgentSetup setup =
          new SimulationFactory(scenario, PolicyResolver.NONE).setup(entry.name(), 0);
      problems.check(path, () -> entry.agent().plugin().create(entry.agent().parameters(), setup));
    }
  }

  private boolean observation() {
    int before = problems.count();
    for (int i = 0; i < scenario.observation().size(); i++) {
      String path = "observation[" + i + "]";
      var block = scenario.observation().get(i);
      plugin(path, block);
      problems.check(path, () -> block.plugin().create(block.parameters()));
    }
    return problems.count() == before;
  }

  private boolean action() {
    int before = problems.count();
    var scheme = scenario.action();
    plugin("action", scheme);
    problems.check("action", () -> scheme.plugin().create(scheme.parameters()));
    return problems.count() == before;
  }

  private boolean reward() {
    int before = problems.count();
    for (int i = 0; i < scenario.reward().size(); i++) {
      String path = "reward[" + i + "]";
      var term = scenario.reward().get(i).term();
      plugin(path, term);
      problems.check(path, () -> term.plugin().create(term.parameters()));
    }
    return problems.count() == before;
  }

  /** Checks of plug-ins of every kind. */
  private void plugin(String path, Configured<? extends Plugin> configured) {
    boolean traded =
        configured.plugin().parameters().stream().anyMatch(p -> p.name().equals(INSTRUMENT));
    if (traded) {
      checkInstrument(path, configured.parameters().getLong(INSTRUMENT));
    }
    if (configured.plugin() instanceof NeedsViews needing) {
      String type = configured.type();
      ViewCheck.check(path, type, needing, scenario.trader().terms().views(), problems);
    }
  }

  private void checkInstrument(String path, long instrument) {
    int instruments = scenario.instruments().size();
    if (instrument >= instruments) {
      problems.add(
          path + "." + INSTRUMENT,
          instrument,
          "the index of an instrument, 0 to " + (instruments - 1));
    }
  }
}
