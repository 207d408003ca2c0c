package io.quanttradinggym.sim.bar;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/** The current, incomplete bar of one instrument. */
final class BarBuilder implements Stateful {
  double open;
  double high;
  double low;
  double close;
  long volumeLots;
  long buyVolumeLots;
  long trades;
  long turnoverTickLots;

  BarBuilder(double initialTicks) {
    begin(initialTicks);
  }

  /** Begins a bar with the last price before it. */
  void begin(double ticks) {
    set(ticks, ticks, ticks, ticks, 0);
    buyVolumeLots = 0;
    trades = 0;
    turnoverTickLots = 0;
  }

  void set(double newOpen, double newHigh, double newLow, double newClose, long lots) {
    open = newOpen;
    high = newHigh;
    low = newLow;
    close = newClose;
    volumeLots = lots;
  }

  /** Updates the bar with a new price. */
  void price(double ticks) {
    high = Math.max(high, ticks);
    low = Math.min(low, ticks);
    close = ticks;
  }

  /** Updates the bar with a trade. The first trade of a bar sets its opening price. */
  void tradePrice(int ticks) {
    if (trades == 0) {
      open = ticks;
      high = ticks;
      low = ticks;
    }
    price(ticks);
  }

  void trade(int priceTicks, long lots, boolean buy) {
    trades++;
    volumeLots += lots;
    buyVolumeLots += buy ? lots : 0;
    turnoverTickLots += priceTicks * lots;
  }

  Bar toBar(long endNanos) {
    double vwap = (double) turnoverTickLots / volumeLots;
    return new Bar(endNanos, open, high, low, close, volumeLots, buyVolumeLots, trades, vwap);
  }

  @Override
  public void save(StateWriter out) {
    out.writeDouble(open);
    out.writeDouble(high);
    out.writeDouble(low);
    out.writeDouble(close);
    out.writeLong(volumeLots);
    out.writeLong(buyVolumeLots);
    out.writeLong(trades);
    out.writeLong(turnoverTickLots);
  }

  @Override
  public void load(StateReader in) {
    open = in.readDouble();
    high = in.readDouble();
    low = in.readDouble();
    close = in.readDouble();
    volumeLots = in.readLong();
    buyVolumeLots = in.readLong();
    trades = in.readLong();
    turnoverTickLots = in.readLong();
  }
}
