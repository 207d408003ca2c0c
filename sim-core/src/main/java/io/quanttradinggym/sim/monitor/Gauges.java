package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.feature.IndicatorBoard;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.monitor.ShownIndicator.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Displayed indicators of every instrument, on a separate board. The board of the simulation
 * belongs to its agents and to its state.
 */
final class Gauges implements SimulationHook {
  /** Index of the moving average included in bars. */
  static final int AVERAGE = 0;

  /** Index of the day's volume-weighted average price. */
  static final int VWAP = 1;

  private final MarketView market;
  private final List<Gauge> gauges;
  private final IndicatorBoard board;
  private final int[] handles; // (instruments, gauges)

  private record Gauge(
      String name, Unit unit, boolean isOfBars, int output, String type, List<Object> parameters) {
    static Gauge ofBars(String name, Unit unit, int output, String type, Object... parameters) {
      return new Gauge(name, unit, true, output, type, List.of(parameters));
    }

    static Gauge ofEvents(String name, Unit unit, int output, String type) {
      return new Gauge(name, unit, false, output, type, List.of());
    }

    IndicatorRequest request(int instrument, long barNanos) {
      return IndicatorRequest.of(type, instrument, isOfBars ? barNanos : 0, parameters.toArray());
    }
  }

  Gauges(MarketView market, long barNanos) {
    this.market = market;
    gauges = all();
    int[] initialTicks = new int[market.instruments()];
    for (int i = 0; i < initialTicks.length; i++) {
      initialTicks[i] = market.lastTradeTicks(i);
    }
    board = new IndicatorBoard(initialTicks, market.openNanos());
    List<IndicatorRequest> requests = new ArrayList<>();
    for (int i = 0; i < initialTicks.length; i++) {
      for (Gauge gauge : gauges) {
        requests.add(gauge.request(i, barNanos));
      }
    }
    handles = board.request(requests);
  }

  private static List<Gauge> all() {
    Unit ticks = Unit.TICKS;
    Unit difference = Unit.TICK_DIFFERENCE;
    Unit lots = Unit.LOTS;
    Unit fraction = Unit.FRACTION;
    Unit number = Unit.NUMBER;
    return List.of(
        Gauge.ofBars("SMA 20", ticks, 0, "sma", "window", 20L),
        Gauge.ofEvents("VWAP", ticks, 0, "vwap"),
        Gauge.ofBars("EMA 20", ticks, 0, "ema", "window", 20L),
        Gauge.ofBars("Bollinger %b", fraction, 3, "bollinger"),
        Gauge.ofBars("RSI 14", number, 0, "rsi"),
        Gauge.ofBars("MACD hist.", difference, 2, "macd"),
        Gauge.ofBars("ATR 14", difference, 0, "atr"),
        Gauge.ofBars("Stochastic", number, 0, "stochastic"),
        Gauge.ofBars("Volatility", fraction, 0, "rolling-volatility"),
        Gauge.ofEvents("Microprice", ticks, 0, "microprice"),
        Gauge.ofEvents("Queue imb.", fraction, 0, "queue-imbalance"),
        Gauge.ofBars("Flow imb.", lots, 0, "order-flow-imbalance"),
        Gauge.ofEvents("Eff. spread", difference, 1, "realised-spread"),
        Gauge.ofEvents("Real. spread", difference, 0, "realised-spread"));
  }

  /** Completes the intervals that end at or before this time. */
  void roll(long timeNanos) {
    board.roll(timeNanos);
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    if (board.nextBarNanos() <= toNanos) {
      board.roll(toNanos);
    }
  }

  @Override
  public void onTrade(Trade trade) {
    board.onTrade(
        market, trade.instrument(), trade.aggressor(), trade.priceTicks(), trade.quantityLots());
  }

  @Override
  public void onMessageDone(int instrument) {
    board.onBook(market, instrument, true);
  }

  /** Value of a gauge; {@link Double#NaN} until it has enough data. */
  double value(int instrument, int gauge, long timeNanos) {
    int place = instrument * gauges.size() + gauge;
    return board.value(handles[place], gauges.get(gauge).output(), timeNanos);
  }

  /** Current values of all gauges of one instrument. */
  List<Double> values(int instrument) {
    return IntStream.range(0, gauges.size())
        .mapToObj(gauge -> value(instrument, gauge, market.timeNanos()))
        .toList();
  }

  List<ShownIndicator> shown() {
    return gauges.stream().map(gauge -> new ShownIndicator(gauge.name(), gauge.unit())).toList();
  }
}
