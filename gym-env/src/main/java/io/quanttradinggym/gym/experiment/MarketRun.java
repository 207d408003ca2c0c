package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.Environment;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.TradingDay;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.kernel.Stop;

/** Runs a market without its trader. */
final class MarketRun {
  private MarketRun() {}

  /**
   * End time of a run.
   *
   * @param until time after the open, such as "30m"; empty = the close
   */
  static long untilNanos(Scenario scenario, String until) {
    TradingDay day = OrderBookMarket.of(scenario).session();
    long openNanos = day.openNanos();
    long lengthNanos = day.closeNanos() - openNanos;
    if (until.isEmpty()) {
      return openNanos + lengthNanos;
    }
    long nanos = Durations.parseNanos("until", until);
    if (nanos > lengthNanos) {
      throw new InvalidInputException(
          "until",
          until,
          "at most %s, the length of the session".formatted(Durations.format(lengthNanos)));
    }
    return openNanos + nanos;
  }

  /** Advances the market in slices; the listener may cancel between them. */
  static void to(Simulator simulator, long nanos, ExperimentListener listener) {
    do {
      listener.checkWanted();
    } while (simulator.run(nanos, Environment.SLICE_EVENTS) != Stop.TIME);
  }
}
