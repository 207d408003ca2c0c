package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.bar.Bar;
import io.quanttradinggym.sim.bar.BarSeries;
import io.quanttradinggym.sim.bar.PriceSource;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The last bars of trades of each instrument, including the current bar. Add it to the simulation
 * before the gauges: it advances them to the end of each bar.
 */
final class BarHistory implements SimulationHook {
  private final MarketView market;
  private final Gauges gauges;
  private final int kept;
  private final BarSeries bars;
  private final List<Deque<ShownBar>> complete = new ArrayList<>(); // by instrument

  /**
   * @param kept number of bars shown, including the current bar
   */
  BarHistory(MarketView market, Gauges gauges, long barNanos, int kept) {
    this.market = market;
    this.gauges = gauges;
    this.kept = kept;
    int[] lastTicks = new int[market.instruments()];
    Arrays.setAll(lastTicks, market::lastTradeTicks);
    for (int i = 0; i < lastTicks.length; i++) {
      complete.add(new ArrayDeque<>());
    }
    long first = BarSeries.endNanos(market.openNanos(), barNanos, market.timeNanos());
    bars = new BarSeries(PriceSource.TRADE, barNanos, first, lastTicks);
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    bars.passTo(toNanos, this::add);
  }

  @Override
  public void onTrade(Trade trade) {
    boolean buy = trade.aggressor() == Side.BUY;
    bars.onTrade(trade.instrument(), trade.priceTicks(), trade.quantityLots(), buy);
  }

  private void add(int instrument, Bar bar) {
    gauges.roll(bar.endNanos());
    Deque<ShownBar> history = complete.get(instrument);
    if (history.size() == kept - 1) {
      history.pollFirst();
    }
    if (kept > 1) {
      history.addLast(shown(instrument, bar, bar.endNanos()));
    }
  }

  private ShownBar shown(int instrument, Bar bar, long timeNanos) {
    return new ShownBar(
        bar,
        gauges.value(instrument, Gauges.AVERAGE, timeNanos),
        gauges.value(instrument, Gauges.VWAP, timeNanos));
  }

  /**
   * Bars, oldest first. The bar that begins at the close is included only if an auction traded
   * there.
   */
  List<ShownBar> of(int instrument) {
    List<ShownBar> shown = new ArrayList<>(complete.get(instrument));
    Bar growing = bars.growing(instrument);
    if (growing.trades() > 0 || market.timeNanos() < market.closeNanos()) {
      shown.add(shown(instrument, growing, market.timeNanos()));
    }
    return shown;
  }
}
