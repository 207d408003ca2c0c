package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.bar.Bar;
import io.quanttradinggym.sim.bar.BarSeries;
import io.quanttradinggym.sim.bar.PriceSource;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;
import java.nio.file.Path;

/**
 * Writes bars of trades of all instruments, with the time of their end; bars without trades are
 * omitted.
 */
public final class BarLog implements SimulationHook, AutoCloseable {
  private static final int VWAP_DECIMALS = 4;
  private static final String COLUMNS =
      "time_nanos,instrument,open_ticks,high_ticks,low_ticks,close_ticks,"
          + "volume_lots,buy_volume_lots,trades,vwap_ticks";

  private final MarketView market;
  private final AsciiWriter file;
  private final BarSeries bars;

  /** Creates the file; bars end at whole steps of {@code stepNanos} after the open. */
  public BarLog(Path path, MarketView market, long stepNanos) {
    this.market = market;
    file = new AsciiWriter(path);
    file.field(COLUMNS).endLine();
    long first = BarSeries.endNanos(market.openNanos(), stepNanos, market.timeNanos());
    bars = new BarSeries(PriceSource.TRADE, stepNanos, first, new int[market.instruments()]);
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    bars.passTo(toNanos, this::write);
  }

  @Override
  public void onTrade(Trade trade) {
    boolean buy = trade.aggressor() == Side.BUY;
    bars.onTrade(trade.instrument(), trade.priceTicks(), trade.quantityLots(), buy);
  }

  private void write(int instrument, Bar bar) {
    if (bar.trades() > 0) {
      file.field(bar.endNanos())
          .name(market.instrument(instrument).symbol())
          .field((long) bar.openTicks())
          .field((long) bar.highTicks())
          .field((long) bar.lowTicks())
          .field((long) bar.closeTicks())
          .field(bar.volumeLots())
          .field(bar.buyVolumeLots())
          .field(bar.trades())
          .rounded(bar.vwapTicks(), VWAP_DECIMALS)
          .endLine();
    }
  }

  /** Also writes the current bars. */
  @Override
  public void close() {
    for (int i = 0; i < market.instruments(); i++) {
      write(i, bars.growing(i));
    }
    file.close();
  }
}
