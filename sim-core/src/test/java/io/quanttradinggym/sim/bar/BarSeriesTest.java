package io.quanttradinggym.sim.bar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.kernel.Markets;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarSeriesTest {
  private static final long STEP = 20 * Markets.SECOND;
  private static final int[] INITIAL = {100, 200};

  private final List<String> heard = new ArrayList<>();
  private final List<long[]> trades = new ArrayList<>(); // time, instrument, price, lots, buy

  private static BarSeries ofTrades(long openNanos) {
    return new BarSeries(PriceSource.TRADE, STEP, openNanos + STEP, INITIAL);
  }

  private void hear(int instrument, Bar bar) {
    heard.add(text(instrument, bar));
  }

  private static String text(int instrument, Bar bar) {
    if (bar.trades() == 0) {
      return "%d/%d empty %d".formatted(bar.endNanos(), instrument, bar.volumeLots());
    }
    return "%d/%d %.0f %.0f %.0f %.0f %d %d %d %.6f"
        .formatted(
            bar.endNanos(),
            instrument,
            bar.openTicks(),
            bar.highTicks(),
            bar.lowTicks(),
            bar.closeTicks(),
            bar.volumeLots(),
            bar.buyVolumeLots(),
            bar.trades(),
            bar.vwapTicks());
  }

  /** The bar that the trades amount to. */
  private String expected(long endNanos, int instrument) {
    List<long[]> within =
        trades.stream()
            .filter(t -> t[1] == instrument && t[0] >= endNanos - STEP && t[0] < endNanos)
            .toList();
    if (within.isEmpty()) {
      return "%d/%d empty 0".formatted(endNanos, instrument);
    }
    long volume = within.stream().mapToLong(t -> t[3]).sum();
    return "%d/%d %d %d %d %d %d %d %d %.6f"
        .formatted(
            endNanos,
            instrument,
            within.getFirst()[2],
            within.stream().mapToLong(t -> t[2]).max().orElseThrow(),
            within.stream().mapToLong(t -> t[2]).min().orElseThrow(),
            within.getLast()[2],
            volume,
            within.stream().mapToLong(t -> t[4] * t[3]).sum(),
            within.size(),
            within.stream().mapToLong(t -> t[2] * t[3]).sum() / (double) volume);
  }

  private BarSeries playTo(long untilNanos) {
    Simulator simulator = Markets.mixed(2).build();
    simulator.reset(7, 0);
    BarSeries bars = ofTrades(Markets.OPEN);
    simulator.addHook(
        new SimulationHook() {
          @Override
          public void onTimePasses(long fromNanos, long toNanos) {
            bars.passTo(toNanos, BarSeriesTest.this::hear);
          }

          @Override
          public void onTrade(Trade trade) {
            boolean buy = trade.aggressor() == Side.BUY;
            int price = trade.priceTicks();
            bars.onTrade(trade.instrument(), price, trade.quantityLots(), buy);
            long time = simulator.timeNanos();
            trades.add(
                new long[] {time, trade.instrument(), price, trade.quantityLots(), buy ? 1 : 0});
          }
        });
    simulator.run(untilNanos);
    return bars;
  }

  @Test
  void everyTradeIsInTheBarThatEndsAfterIt() {
    BarSeries bars = playTo(Markets.OPEN + 10 * STEP + Markets.SECOND);
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      expected.add(expected(Markets.OPEN + i * STEP, 0));
      expected.add(expected(Markets.OPEN + i * STEP, 1));
    }
    assertTrue(trades.size() > 50, "trades: " + trades.size());
    assertEquals(expected, heard);
    assertEquals(Markets.OPEN + 11 * STEP, bars.endNanos());
    assertEquals(expected(Markets.OPEN + 11 * STEP, 1), text(1, bars.growing(1)));
  }

  @Test
  void whatHappensAtTheEndIsInTheNextBar() {
    BarSeries bars = ofTrades(0);
    bars.onTrade(0, 101, 3, true);
    bars.passTo(STEP - 1, this::hear);
    assertEquals(List.of(), heard);
    bars.passTo(STEP, this::hear);
    bars.onTrade(0, 107, 5, false);
    String first = "%d/0 101 101 101 101 3 3 1 101.000000".formatted(STEP);
    assertEquals(List.of(first, "%d/1 empty 0".formatted(STEP)), heard);
    String second = "%d/0 107 107 107 107 5 0 1 107.000000".formatted(2 * STEP);
    assertEquals(second, text(0, bars.growing(0)));
  }

  @Test
  void aBarOfTradesOpensWithItsFirstTradeAndOneOfMidsWithTheLastMid() {
    BarSeries traded = ofTrades(0);
    BarSeries mids = new BarSeries(PriceSource.MID, STEP, STEP, INITIAL);
    for (BarSeries bars : List.of(traded, mids)) {
      bars.onTrade(0, 90, 1, true);
      bars.onMid(0, 95.5);
      bars.roll();
      bars.onTrade(0, 80, 1, true);
      bars.onMid(0, 97.5);
      bars.roll();
    }
    assertEquals(80, traded.open(0));
    assertEquals(80, traded.high(0));
    assertEquals(95.5, mids.open(0));
    assertEquals(97.5, mids.high(0));
    assertEquals(1, mids.volume(0));
    traded.roll();
    assertEquals(80, traded.high(0), "a bar without a trade has the last price");
    assertEquals(200, traded.close(1));
  }

  @Test
  void theBarThatIsUnderWayEndsAfterNow() {
    assertEquals(100 + STEP, BarSeries.endNanos(100, STEP, 100));
    assertEquals(100 + STEP, BarSeries.endNanos(100, STEP, 99 + STEP));
    assertEquals(100 + 2 * STEP, BarSeries.endNanos(100, STEP, 100 + STEP));
    assertEquals(100 + STEP, BarSeries.endNanos(100, STEP, 99), "what is before the open counts");
  }

  @Test
  void aRestoredSeriesGoesOn() {
    BarSeries bars = ofTrades(0);
    bars.onTrade(0, 101, 3, true);
    bars.roll();
    bars.onTrade(1, 205, 4, false);
    StateWriter out = new StateWriter();
    bars.save(out);
    BarSeries restored = ofTrades(0);
    restored.load(new StateReader(out.toByteArray(), 0, out.size()));
    assertEquals(101, restored.close(0));
    assertEquals(bars.growing(1), restored.growing(1));
    assertEquals(2 * STEP, restored.endNanos());
  }
}
