package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.PopulationEntry;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.statistics.MeanEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plays a scenario's market for many seeds and measures the P&amp;L of each entry of the
 * population. With a variant of the scenario, both play the same seeds. Random streams with equal
 * names draw equal numbers in both, and differences are paired by seed.
 */
public final class PnlExperiment {
  private final SimulationFactory market;
  private final @Nullable SimulationFactory variant;

  /**
   * @param variant scenario for comparison; null = none
   */
  public PnlExperiment(SimulationFactory market, @Nullable SimulationFactory variant) {
    this.market = market;
    this.variant = variant;
  }

  /** Plays at least two days of each scenario. */
  public PnlReport run(DaysSettings settings, ExperimentListener listener) {
    if (settings.seeds() < 2) {
      throw new InvalidInputException("seeds", settings.seeds(), "2 or more, for an interval");
    }
    Days days = new Days(listener, settings.seeds() * (variant == null ? 1 : 2));
    Map<String, double[]> pnl = play(market, settings, days, listener);
    Map<String, double[]> others =
        variant == null ? new TreeMap<>() : play(variant, settings, days, listener);
    Scenario scenario = market.scenario();
    List<AgentPnl> agents = new ArrayList<>();
    for (PopulationEntry entry : OrderBookMarket.of(scenario).population()) {
      double[] own = pnl.getOrDefault(entry.name(), new double[0]);
      agents.add(agent(entry, own, others.get(entry.name())));
    }
    return new PnlReport(
        scenario.name(),
        settings,
        OrderBookMarket.of(scenario).session().openNanos(),
        MarketRun.untilNanos(scenario, settings.until()),
        agents);
  }

  private static Map<String, double[]> play(
      SimulationFactory factory, DaysSettings settings, Days days, ExperimentListener listener) {
    long untilNanos = MarketRun.untilNanos(factory.scenario(), settings.until());
    PopulationPnl pnl = new PopulationPnl(factory.scenario());
    return pnl.byEntry(
        days.play(
            factory, settings, (simulator, seed) -> pnl.ofDay(simulator, untilNanos, listener)));
  }

  private static AgentPnl agent(PopulationEntry entry, double[] own, double @Nullable [] other) {
    return new AgentPnl(
        entry.name(),
        entry.agent().plugin().type(),
        entry.count(),
        MeanEstimate.of(own),
        other == null ? null : MeanEstimate.of(other),
        other == null ? null : MeanEstimate.ofDifference(own, other));
  }
}
