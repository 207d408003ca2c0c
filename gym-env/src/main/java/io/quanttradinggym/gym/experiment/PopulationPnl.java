package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.PopulationEntry;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.Valuation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Daily P&amp;L of the agents of a scenario's population: the change of cash and positions at mid,
 * after fees and other payments. In currency, as the mean over the members of each entry.
 */
final class PopulationPnl {
  private final List<PopulationEntry> population;

  PopulationPnl(Scenario scenario) {
    population = OrderBookMarket.of(scenario).population();
  }

  /** Plays to the given time; the result is in the order of the population. */
  double[] ofDay(Simulator market, long untilNanos, ExperimentListener listener) {
    double[] pnl = new double[population.size()];
    addEquity(pnl, market, -1);
    MarketRun.to(market, untilNanos, listener);
    addEquity(pnl, market, 1);
    return pnl;
  }

  private void addEquity(double[] pnl, Simulator market, int sign) {
    Valuation valuation = new Valuation(market.market(), market.accounts());
    int participant = 0;
    for (int entry = 0; entry < pnl.length; entry++) {
      int count = population.get(entry).count();
      for (int member = 0; member < count; member++) {
        pnl[entry] += sign * Units.currency(valuation.equityMicros(participant++)) / count;
      }
    }
  }

  /** P&amp;L of each entry by name, one element for each day. */
  Map<String, double[]> byEntry(List<double[]> days) {
    Map<String, double[]> pnl = new LinkedHashMap<>();
    for (int entry = 0; entry < population.size(); entry++) {
      int at = entry;
      pnl.put(population.get(entry).name(), days.stream().mapToDouble(day -> day[at]).toArray());
    }
    return pnl;
  }
}
