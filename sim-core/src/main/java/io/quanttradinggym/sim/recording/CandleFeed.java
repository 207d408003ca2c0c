package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;

/**
 * Makes candles of all instruments. A trade at the very end of a candle belongs to it, so that a
 * candle is complete only when time has passed its end.
 */
public final class CandleFeed implements SimulationHook {
  private final MarketView market;
  private final Sampler sampler;
  private final Candle[] candles;

  /** Hears of candles that are complete. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param endNanos end of the candle; it may be one without trades
     */
    void onCandle(long endNanos, int instrument, Candle candle);
  }

  /** Candles end at full steps of {@code stepNanos} after the open. */
  public CandleFeed(MarketView market, long stepNanos, Listener listener) {
    this.market = market;
    candles = new Candle[market.instruments()];
    for (int i = 0; i < candles.length; i++) {
      candles[i] = new Candle();
    }
    sampler = Sampler.after(market, stepNanos, time -> complete(time, listener));
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    sampler.timePassesTo(toNanos);
  }

  @Override
  public void onTrade(Trade trade) {
    candles[trade.instrument()].add(
        trade.priceTicks(), trade.quantityLots(), trade.aggressor() == Side.BUY);
  }

  private void complete(long endNanos, Listener listener) {
    for (int i = 0; i < candles.length; i++) {
      listener.onCandle(endNanos, i, candles[i]);
      candles[i].clear();
    }
  }

  /** When the candles that grow will end. */
  public long endNanos() {
    return sampler.nextNanos();
  }

  /** The candle that grows. */
  public Candle growing(int instrument) {
    return candles[instrument];
  }

  /** Nothing more will happen: completes what ends now, and ends what has begun with now. */
  void finish(Listener listener) {
    sampler.finish(market.timeNanos());
    complete(market.timeNanos(), listener);
  }
}
