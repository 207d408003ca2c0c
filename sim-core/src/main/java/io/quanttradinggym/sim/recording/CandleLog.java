package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;
import java.nio.file.Path;

/** Writes candles of all instruments, stamped by their end; one without trades is left out. */
public final class CandleLog implements SimulationHook, AutoCloseable {
  private static final int VWAP_DECIMALS = 4;
  private static final String COLUMNS =
      "time_nanos,instrument,open_ticks,high_ticks,low_ticks,close_ticks,"
          + "volume_lots,buy_volume_lots,trades,vwap_ticks";

  private final MarketView market;
  private final AsciiWriter file;
  private final CandleFeed candles;

  /** Begins the file; candles end at full steps of {@code stepNanos} after the open. */
  public CandleLog(Path path, MarketView market, long stepNanos) {
    this.market = market;
    file = new AsciiWriter(path);
    file.field(COLUMNS).endLine();
    candles = new CandleFeed(market, stepNanos, this::write);
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    candles.onTimePasses(fromNanos, toNanos);
  }

  @Override
  public void onTrade(Trade trade) {
    candles.onTrade(trade);
  }

  private void write(long timeNanos, int instrument, Candle candle) {
    if (candle.trades() > 0) {
      file.field(timeNanos)
          .name(market.instrument(instrument).symbol())
          .field(candle.openTicks())
          .field(candle.highTicks())
          .field(candle.lowTicks())
          .field(candle.closeTicks())
          .field(candle.volumeLots())
          .field(candle.buyVolumeLots())
          .field(candle.trades())
          .rounded(candle.vwapTicks(), VWAP_DECIMALS)
          .endLine();
    }
  }

  /** Writes the candle that has begun, stamped by now. */
  @Override
  public void close() {
    candles.finish(this::write);
    file.close();
  }
}
