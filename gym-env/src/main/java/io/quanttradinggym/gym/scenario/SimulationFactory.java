package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.policy.PolicyAgentType;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.kernel.SimulatorBuilder;
import io.quanttradinggym.sim.market.BorrowTerms;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.PriceBand;
import java.util.Arrays;
import java.util.List;

/**
 * Builds simulations of a scenario. Each is independent of all others; they may run in parallel.
 */
public final class SimulationFactory {
  private final Scenario scenario;
  private final PolicyResolver policies;
  private final List<Instrument> instruments;
  private final List<Integer> initialTicks;

  /**
   * @param policies finds the policies that agents of the population name
   */
  public SimulationFactory(Scenario scenario, PolicyResolver policies) {
    this.scenario = scenario;
    this.policies = policies;
    instruments = scenario.instruments().stream().map(TradedInstrument::instrument).toList();
    initialTicks = scenario.instruments().stream().map(TradedInstrument::initialTicks).toList();
  }

  public Scenario scenario() {
    return scenario;
  }

  /** The scenario's market and population. */
  public Simulator create() {
    return create(List.of());
  }

  /** The scenario's market and population, and after them the extra participants, in order. */
  public Simulator create(List<ExtraParticipant> extras) {
    TradingDay session = scenario.session();
    Economy economy = scenario.economy();
    SimulatorBuilder builder =
        Simulator.builder(session.openNanos(), session.closeNanos())
            .warmup(scenario.warmupNanos())
            .rules(session.rules());
    for (TradedInstrument traded : scenario.instruments()) {
      builder.instrument(
          traded.instrument(),
          traded.initialTicks(),
          () -> traded.newProcess(economy.macro(), session),
          scenario.fees());
    }
    builder.limits(scenario.limits());
    for (int i = 0; i < instruments.size(); i++) {
      TradedInstrument traded = scenario.instruments().get(i);
      BorrowTerms borrow = traded.borrow();
      if (borrow != null) {
        builder.shares(i, traded.sharesOutstanding(), borrow);
      }
      PriceBand band = traded.band();
      if (band != null) {
        builder.band(i, band);
      }
    }
    for (int i = 0; i < economy.news().size(); i++) {
      int source = i;
      builder.news(() -> economy.newSource(source, instruments, session));
    }
    for (PopulationEntry entry : scenario.population()) {
      add(entry, builder);
    }
    for (ExtraParticipant extra : extras) {
      builder.agent(extra.name(), extra.latency(), extra.agent(), extra.cashMicros());
    }
    return builder.build();
  }

  private void add(PopulationEntry entry, SimulatorBuilder builder) {
    long[] positions = new long[instruments.size()];
    Arrays.fill(positions, entry.positionLots());
    for (int member = 0; member < entry.count(); member++) {
      String name = entry.name() + "-" + member;
      Agent agent = agent(entry, setup(name, member));
      builder.agent(name, entry.latency(), agent, entry.cashMicros(), positions);
    }
  }

  private Agent agent(PopulationEntry entry, AgentSetup setup) {
    Parameters parameters = entry.agent().parameters();
    return entry.agent().plugin() instanceof PolicyAgentType type
        ? type.create(parameters, setup, entry.cashMicros(), policies)
        : entry.agent().plugin().create(parameters, setup);
  }

  /** What an agent of this name may know. */
  public AgentSetup setup(String name, int member) {
    TradingDay session = scenario.session();
    return new AgentSetup(
        name, member, instruments, initialTicks, session.openNanos(), session.closeNanos());
  }
}
