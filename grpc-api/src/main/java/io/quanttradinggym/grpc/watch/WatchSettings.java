package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.v1.OpenMarketCommand;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.TradingDay;
import io.quanttradinggym.gym.scenario.Scenario;
import java.util.List;

/**
 * Content of the frames and step length of the clock.
 *
 * @param stepNanos market time of one step of the clock
 * @param barNanos market time of one bar
 * @param startNanos first time shown, since midnight
 * @param instrument index of the first instrument to show
 * @param levels largest number of levels on each side of the book
 * @param bars largest number of bars
 */
record WatchSettings(
    long stepNanos, long barNanos, long startNanos, int instrument, int levels, int bars) {
  private static final int LEVELS = 10;
  private static final int MOST_LEVELS = 100;
  private static final int BARS = 240;
  private static final int MOST_BARS = 1000;

  /**
   * Settings of a client. The defaults are steps of 1 s, bars of 1 m, a start at the open, and the
   * first instrument.
   */
  static WatchSettings of(OpenMarketCommand command, Scenario scenario) {
    TradingDay session = OrderBookMarket.of(scenario).session();
    long length = session.closeNanos() - session.openNanos();
    String start = command.getStart();
    return new WatchSettings(
        duration("step", command.getStep(), "1s", Units.NANOS_PER_MILLI, length),
        duration("bar", command.getBar(), "1m", Units.NANOS_PER_SECOND, length),
        session.openNanos() + duration("start", start, "0s", 0, length),
        instrument(command, scenario),
        number("levels", command.getLevels(), LEVELS, MOST_LEVELS),
        number("bars", command.getBars(), BARS, MOST_BARS));
  }

  private static long duration(
      String field, String text, String otherwise, long shortest, long longest) {
    String given = text.isEmpty() ? otherwise : text;
    long nanos = Durations.parseNanos(field, given);
    if (nanos < shortest || (nanos > longest && !text.isEmpty())) {
      throw new ProblemException(
          Reason.ARGUMENT,
          field,
          given,
          "%s to %s, the length of the session"
              .formatted(Durations.format(shortest), Durations.format(longest)));
    }
    return nanos;
  }

  /** The named instrument; by default that of the trader, or the first in a market without it. */
  private static int instrument(OpenMarketCommand command, Scenario scenario) {
    OrderBookMarket market = OrderBookMarket.of(scenario);
    String symbol = command.getInstrument();
    if (symbol.isEmpty()) {
      return command.hasPolicy() ? market.tradedInstrument() : 0;
    }
    List<String> symbols =
        market.instruments().stream().map(traded -> traded.instrument().symbol()).toList();
    if (!symbols.contains(symbol)) {
      throw new ProblemException(Reason.ARGUMENT, "instrument", symbol, String.join(", ", symbols));
    }
    return symbols.indexOf(symbol);
  }

  private static int number(String field, int value, int otherwise, int most) {
    if (value < 0 || value > most) {
      throw new ProblemException(Reason.ARGUMENT, field, value, "0 to " + most);
    }
    return value == 0 ? otherwise : value;
  }
}
