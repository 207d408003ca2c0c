package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.engine.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;
import java.nio.file.Path;

/**
 * Writes candles of all instruments, stamped by their end; a candle without trades is left out. A
 * trade at the very end of a candle belongs to it.
 */
public final class CandleLog implements SimulationHook, AutoCloseable {
  private static final int VWAP_DECIMALS = 4;
  private static final double VWAP_UNITS = 1e4;
  private static final String COLUMNS =
      "time_nanos,instrument,open_ticks,high_ticks,low_ticks,close_ticks,"
          + "volume_lots,buy_volume_lots,trades,vwap_ticks";

  private final MarketView market;
  private final AsciiWriter file;
  private final Sampler sampler;
  private final Candle[] candles;

  private static final class Candle {
    int open;
    int high;
    int low;
    int close;
    long volume;
    long buyVolume;
    long trades;
    double turnover;

    void add(int priceTicks, long lots, boolean buy) {
      if (trades++ == 0) {
        open = priceTicks;
        high = priceTicks;
        low = priceTicks;
      }
      high = Math.max(high, priceTicks);
      low = Math.min(low, priceTicks);
      close = priceTicks;
      volume += lots;
      buyVolume += buy ? lots : 0;
      turnover += (double) priceTicks * lots;
    }

    void clear() {
      trades = 0;
      volume = 0;
      buyVolume = 0;
      turnover = 0;
    }
  }

  /** Begins the file; candles end at full steps of {@code stepNanos} after the open. */
  public CandleLog(Path path, MarketView market, long stepNanos) {
    this.market = market;
    file = new AsciiWriter(path);
    file.field(COLUMNS).endLine();
    candles = new Candle[market.instruments()];
    for (int i = 0; i < candles.length; i++) {
      candles[i] = new Candle();
    }
    sampler = Sampler.after(market, stepNanos, this::write);
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    sampler.timePassesTo(toNanos);
  }

  @Override
  public void onTrade(
      int instrument,
      long restingOrderId,
      int restingOwner,
      long incomingOrderId,
      int incomingOwner,
      Side aggressor,
      int priceTicks,
      long quantityLots,
      long restingRemainingLots,
      long incomingRemainingLots) {
    candles[instrument].add(priceTicks, quantityLots, aggressor == Side.BUY);
  }

  private void write(long timeNanos) {
    for (int i = 0; i < candles.length; i++) {
      Candle candle = candles[i];
      if (candle.trades > 0) {
        file.field(timeNanos)
            .name(market.instrument(i).symbol())
            .field(candle.open)
            .field(candle.high)
            .field(candle.low)
            .field(candle.close)
            .field(candle.volume)
            .field(candle.buyVolume)
            .field(candle.trades)
            .decimal(Math.round(candle.turnover / candle.volume * VWAP_UNITS), VWAP_DECIMALS)
            .endLine();
      }
      candle.clear();
    }
  }

  /** Writes the candle that has begun, stamped by now. */
  @Override
  public void close() {
    sampler.finish(market.timeNanos());
    write(market.timeNanos());
    file.close();
  }
}
