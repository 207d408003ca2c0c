package io.quanttradinggym.grpc.command;

import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.PopulationEntry;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the agents of a scenario's population earn in a day: the change of cash and positions at
 * mid, fees and everything else paid. Currency; a mean over the members of each entry.
 */
final class Profits {
  private static final double MICROS = 1e6;

  private final List<PopulationEntry> population;

  Profits(Scenario scenario) {
    population = OrderBookMarket.of(scenario).population();
  }

  /** Plays to that time; the result is in the order of the population. */
  double[] ofDay(Simulator market, long untilNanos) {
    double[] profits = new double[population.size()];
    addEquity(profits, market, -1);
    MarketRun.to(market, untilNanos);
    addEquity(profits, market, 1);
    return profits;
  }

  private void addEquity(double[] profits, Simulator market, int sign) {
    int owner = 0;
    for (int entry = 0; entry < profits.length; entry++) {
      int count = population.get(entry).count();
      for (int member = 0; member < count; member++) {
        profits[entry] += sign * equityMicros(market, owner++) / count / MICROS;
      }
    }
  }

  private static double equityMicros(Simulator simulator, int owner) {
    var market = simulator.market();
    double equity = simulator.accounts().cashMicros(owner);
    for (int i = 0; i < market.instruments(); i++) {
      double lots = simulator.accounts().positionLots(owner, i);
      equity += lots * market.midTicks(i) * market.instrument(i).tickSizeMicros();
    }
    return equity;
  }

  /** The profits of each entry, by its name, day after day. */
  Map<String, double[]> byEntry(List<double[]> days) {
    Map<String, double[]> profits = new LinkedHashMap<>();
    for (int entry = 0; entry < population.size(); entry++) {
      int at = entry;
      profits.put(
          population.get(entry).name(), days.stream().mapToDouble(day -> day[at]).toArray());
    }
    return profits;
  }
}
