package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.recording.Candle;
import io.quanttradinggym.sim.recording.CandleFeed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last candles of each instrument, and the one that grows. */
final class CandleHistory {
  private final MarketView market;
  private final Gauges gauges;
  private final int kept;
  private final CandleFeed feed;
  private final List<Deque<MarketFrame.Bar>> complete = new ArrayList<>(); // by instrument
  private final int[] lastTicks; // by instrument: the close before the candle that grows

  /**
   * @param kept how many candles are shown, the one that grows included
   */
  CandleHistory(MarketView market, Gauges gauges, long stepNanos, int kept) {
    this.market = market;
    this.gauges = gauges;
    this.kept = kept;
    lastTicks = new int[market.instruments()];
    for (int i = 0; i < lastTicks.length; i++) {
      complete.add(new ArrayDeque<>());
      lastTicks[i] = market.lastTradeTicks(i);
    }
    feed = new CandleFeed(market, stepNanos, this::add);
  }

  /** To be added to the simulation before the gauges: it lets them be what they are at the end. */
  CandleFeed hook() {
    return feed;
  }

  private void add(long endNanos, int instrument, Candle candle) {
    gauges.roll(endNanos);
    Deque<MarketFrame.Bar> history = complete.get(instrument);
    if (history.size() == kept - 1) {
      history.pollFirst();
    }
    if (kept > 1) {
      history.addLast(message(endNanos, endNanos, instrument, candle));
    }
    if (candle.trades() > 0) {
      lastTicks[instrument] = candle.closeTicks();
    }
  }

  private MarketFrame.Bar message(long endNanos, long timeNanos, int instrument, Candle candle) {
    int last = lastTicks[instrument];
    boolean isEmpty = candle.trades() == 0;
    MarketFrame.Bar.Builder message =
        MarketFrame.Bar.newBuilder()
            .setEndNanos(endNanos)
            .setOpenTicks(isEmpty ? last : candle.openTicks())
            .setHighTicks(isEmpty ? last : candle.highTicks())
            .setLowTicks(isEmpty ? last : candle.lowTicks())
            .setCloseTicks(isEmpty ? last : candle.closeTicks())
            .setVolumeLots(candle.volumeLots())
            .setBuyVolumeLots(candle.buyVolumeLots())
            .setTrades(candle.trades());
    double average = gauges.value(instrument, Gauges.AVERAGE, timeNanos);
    if (!Double.isNaN(average)) {
      message.setAverageTicks(average);
    }
    double vwap = gauges.value(instrument, Gauges.VWAP, timeNanos);
    if (!Double.isNaN(vwap)) {
      message.setVwapTicks(vwap);
    }
    return message.build();
  }

  void write(int instrument, MarketFrame.Builder frame) {
    frame.addAllBars(complete.get(instrument));
    Candle growing = feed.growing(instrument);
    long endNanos = Math.min(feed.endNanos(), market.closeNanos());
    frame.addBars(message(endNanos, market.timeNanos(), instrument, growing));
  }
}
