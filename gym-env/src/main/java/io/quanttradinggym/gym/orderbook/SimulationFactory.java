package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentServices;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.kernel.SimulatorBuilder;
import io.quanttradinggym.sim.market.BorrowTerms;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.PriceBand;
import java.util.Arrays;
import java.util.List;

/** Builds simulations of a market. Simulations are independent and may run in parallel. */
public final class SimulationFactory {
  private final Scenario scenario;
  private final OrderBookMarket market;
  private final AgentServices services;
  private final List<Instrument> instruments;

  /**
   * @param scenario with an order-book market
   * @param policies resolves the policies of the population's agents
   * @throws InvalidInputException if the scenario has another market
   */
  public SimulationFactory(Scenario scenario, PolicyResolver policies) {
    this.scenario = scenario;
    market = OrderBookMarket.of(scenario);
    services = AgentServices.of(PolicyResolver.class, policies);
    instruments = market.instruments().stream().map(TradedInstrument::instrument).toList();
  }

  public Scenario scenario() {
    return scenario;
  }

  public OrderBookMarket market() {
    return market;
  }

  /** The scenario's market and population. */
  public Simulator create() {
    return create(List.of());
  }

  /** The scenario's market and population, followed by the extra participants in order. */
  public Simulator create(List<ExtraParticipant> extras) {
    TradingDay session = market.session();
    Economy economy = market.economy();
    SimulatorBuilder builder =
        Simulator.builder(session.openNanos(), session.closeNanos())
            .warmup(market.warmupNanos())
            .rules(session.rules());
    for (TradedInstrument traded : market.instruments()) {
      builder.instrument(
          traded.instrument(),
          traded.initialTicks(),
          () -> traded.newProcess(economy.macro(), session),
          market.fees());
    }
    builder.limits(market.limits());
    for (int i = 0; i < instruments.size(); i++) {
      TradedInstrument traded = market.instruments().get(i);
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
    for (PopulationEntry entry : market.population()) {
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
      AgentSetup setup = setup(market, entry, member, services);
      Agent agent = entry.agent().plugin().create(entry.agent().parameters(), setup);
      builder.agent(setup.name(), entry.latency(), agent, entry.cashMicros(), positions);
    }
  }

  /** Information for a member of the population. */
  static AgentSetup setup(
      OrderBookMarket market, PopulationEntry entry, int member, AgentServices services) {
    TradingDay session = market.session();
    return new AgentSetup(
        entry.name() + "-" + member,
        member,
        market.instruments().stream().map(TradedInstrument::instrument).toList(),
        market.instruments().stream().map(TradedInstrument::initialTicks).toList(),
        session.openNanos(),
        session.closeNanos(),
        entry.cashMicros(),
        services);
  }
}
