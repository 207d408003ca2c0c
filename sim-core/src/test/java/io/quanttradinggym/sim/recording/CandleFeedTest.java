package io.quanttradinggym.sim.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.kernel.Markets;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandleFeedTest {
  private static final long STEP = 20 * Markets.SECOND;

  private final Simulator simulator = Markets.mixed(2).build();
  private final List<String> candles = new ArrayList<>();
  private final List<long[]> trades = new ArrayList<>(); // time, instrument, price, lots, buy

  private final SimulationHook tape =
      new SimulationHook() {
        @Override
        public void onTrade(Trade trade) {
          long buy = trade.aggressor() == Side.BUY ? 1 : 0;
          trades.add(
              new long[] {
                simulator.timeNanos(),
                trade.instrument(),
                trade.priceTicks(),
                trade.quantityLots(),
                buy
              });
        }
      };

  private CandleFeed feedTo(long untilNanos) {
    simulator.reset(7, 0);
    CandleFeed feed = new CandleFeed(simulator.market(), STEP, this::hear);
    simulator.addHook(feed);
    simulator.addHook(tape);
    simulator.run(untilNanos);
    return feed;
  }

  private void hear(long endNanos, int instrument, Candle candle) {
    candles.add(text(endNanos, instrument, candle));
  }

  private static String text(long endNanos, int instrument, Candle candle) {
    if (candle.trades() == 0) {
      return "%d/%d empty %d".formatted(endNanos, instrument, candle.volumeLots());
    }
    return "%d/%d %d %d %d %d %d %d %d %.6f"
        .formatted(
            endNanos,
            instrument,
            candle.openTicks(),
            candle.highTicks(),
            candle.lowTicks(),
            candle.closeTicks(),
            candle.volumeLots(),
            candle.buyVolumeLots(),
            candle.trades(),
            candle.vwapTicks());
  }

  /** The candle that the trades amount to. */
  private String expected(long endNanos, int instrument) {
    Candle candle = new Candle();
    for (long[] trade : trades) {
      if (trade[1] == instrument && trade[0] > endNanos - STEP && trade[0] <= endNanos) {
        candle.add((int) trade[2], trade[3], trade[4] == 1);
      }
    }
    return text(endNanos, instrument, candle);
  }

  @Test
  void everyTradeIsInTheCandleThatEndsAtItsTimeOrNext() {
    CandleFeed feed = feedTo(Markets.OPEN + 10 * STEP + Markets.SECOND);
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      expected.add(expected(Markets.OPEN + i * STEP, 0));
      expected.add(expected(Markets.OPEN + i * STEP, 1));
    }
    assertTrue(trades.size() > 50, "trades: " + trades.size());
    // What was traded at the very open belongs to the first candle.
    assertEquals(expected.subList(2, 20), candles.subList(2, 20));
    assertEquals(20, candles.size());
    assertEquals(Markets.OPEN + 11 * STEP, feed.endNanos());
    String growing = text(Markets.OPEN + 11 * STEP, 1, feed.growing(1));
    assertEquals(expected(Markets.OPEN + 11 * STEP, 1), growing);
  }

  @Test
  void whatHasBegunEndsWithNow() {
    long now = Markets.OPEN + STEP + STEP / 2;
    CandleFeed feed = feedTo(now);
    assertEquals(2, candles.size());
    feed.finish(this::hear);
    assertEquals(4, candles.size());
    assertTrue(candles.get(3).startsWith(now + "/1 "), candles.get(3));
  }

  @Test
  void aCandleIsCompleteOnlyWhenItsLastMomentIsOver() {
    CandleFeed feed = feedTo(Markets.OPEN + STEP);
    assertEquals(List.of(), candles);
    feed.onTimePasses(Markets.OPEN + STEP, Markets.OPEN + STEP + 1);
    assertEquals(2, candles.size());
  }
}
