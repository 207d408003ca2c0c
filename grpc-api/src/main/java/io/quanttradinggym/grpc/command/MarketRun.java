package io.quanttradinggym.grpc.command;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.Optional;

/** Running a market without its trader. */
final class MarketRun {
  private MarketRun() {}

  /**
   * When to stop.
   *
   * @param until time after the open, such as "30m"; empty = the close
   */
  static long untilNanos(Scenario scenario, Optional<String> until) {
    long openNanos = OrderBookMarket.of(scenario).session().openNanos();
    long lengthNanos = OrderBookMarket.of(scenario).session().closeNanos() - openNanos;
    String text = until.orElse(Durations.format(lengthNanos));
    long nanos = Durations.parseNanos("until", text);
    if (nanos > lengthNanos) {
      throw new ProblemException(
          Reason.ARGUMENT,
          "until",
          text,
          "at most %s, the length of the session".formatted(Durations.format(lengthNanos)));
    }
    return openNanos + nanos;
  }

  /** Lets time pass until then. */
  static void to(Simulator simulator, long nanos) {
    while (simulator.run(nanos)) {
      // A participant asked to be looked at.
    }
  }
}
