package io.quanttradinggym.sim.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.sim.bar.BarSeries;
import io.quanttradinggym.sim.bar.PriceSource;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Indicators of quotes and trades, by their published definitions. */
class FlowIndicatorsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Plugins<IndicatorType> TYPES = Plugins.load(IndicatorType.class);

  private final Quote quote = new Quote();

  private static Indicator create(String type, Map<String, ?> parameters) {
    IndicatorType found = TYPES.get(type, "type");
    return found.create(Parameters.of(found.parameters(), parameters, type));
  }

  private void quote(Indicator to, long time, int bid, long bidLots, int ask, long askLots) {
    quote.timeNanos = time;
    quote.set(bid, bidLots, ask, askLots);
    to.onQuote(quote);
  }

  /** Cont, Kukanov and Stoikov (2014), section 2.1: each of their cases. */
  @Test
  void orderFlowImbalanceCountsWhatComesAndGoes() {
    Indicator ofi = create("order-flow-imbalance", Map.of());
    assertEquals(Double.NaN, ofi.value(0, 0));
    quote(ofi, 0, 100, 10, 102, 20);
    assertEquals(0, ofi.value(1, 0));
    quote(ofi, 0, 100, 15, 102, 20); // 5 come to the bid
    assertEquals(5, ofi.value(1, 0));
    quote(ofi, 0, 100, 15, 102, 12); // 8 leave the ask
    assertEquals(13, ofi.value(1, 0));
    quote(ofi, 0, 101, 7, 102, 12); // a better bid of 7
    assertEquals(20, ofi.value(1, 0));
    quote(ofi, 0, 100, 15, 102, 12); // it leaves
    assertEquals(13, ofi.value(1, 0));
    quote(ofi, 0, 100, 15, 104, 30); // the ask of 12 is gone
    assertEquals(25, ofi.value(1, 0));
    quote(ofi, 0, 100, 15, 103, 4); // a better ask of 4
    assertEquals(21, ofi.value(1, 0));
    ofi.onBar(new BarSeries(PriceSource.MID, 1, 1, new int[] {100}), 0);
    assertEquals(21, ofi.value(0, 0));
    assertEquals(0, ofi.value(1, 0));
    quote(ofi, 0, OrderBook.NO_PRICE, 0, 103, 4); // all bids gone
    assertEquals(-15, ofi.value(1, 0));
    quote(ofi, 0, 90, 6, OrderBook.NO_PRICE, 0); // bids come, all asks go
    assertEquals(-5, ofi.value(1, 0));
  }

  @Test
  void micropriceAndImbalanceLeanToTheShortSide() {
    Indicator microprice = create("microprice", Map.of());
    Indicator imbalance = create("queue-imbalance", Map.of());
    for (Indicator each : new Indicator[] {microprice, imbalance}) {
      assertEquals(Double.NaN, each.value(0, 0));
      quote(each, 0, 100, 30, 102, 10);
    }
    assertEquals(101.5, microprice.value(0, 0));
    assertEquals(0.5, imbalance.value(0, 0));
    quote(imbalance, 0, OrderBook.NO_PRICE, 0, 102, 10);
    assertEquals(Double.NaN, imbalance.value(0, 0));
  }

  /** Huang and Stoll (1996): effective = realised + impact, all of them twice a half-spread. */
  @Test
  void realisedSpreadLooksAtTheMidLater() {
    Indicator spread = create("realised-spread", Map.of("lag", "5s", "window", 2));
    quote(spread, 0, 99, 10, 101, 10);
    spread.onTrade(SECOND, Side.BUY, 101, 10, 100);
    quote(spread, 2 * SECOND, 100, 10, 103, 10); // mid 101.5 when the five seconds are over
    assertEquals(Double.NaN, spread.value(0, 2 * SECOND));
    quote(spread, 7 * SECOND, 110, 10, 111, 10); // too late to count
    assertEquals(2 * (101 - 101.5), spread.value(0, 7 * SECOND));
    assertEquals(2, spread.value(1, 7 * SECOND));
    assertEquals(3, spread.value(2, 7 * SECOND));
    spread.onTrade(8 * SECOND, Side.SELL, 109, 30, 110.5);
    // weights 10 and 30: realised (-1 · 10 + 2 · (110.5 - 109) · 30) / 40
    assertEquals(2.0, spread.value(0, 13 * SECOND));
    spread.onTrade(14 * SECOND, Side.SELL, 109, 30, 110.5);
    assertEquals(3, spread.value(0, 20 * SECOND), "the first has left the window");
  }

  @Test
  void volumeAndVwapForgetWhatIsOld() {
    Indicator volume = create("traded-volume", Map.of("window", "10s"));
    Indicator vwap = create("vwap", Map.of("window", "10s"));
    for (Indicator each : new Indicator[] {volume, vwap}) {
      for (int i = 0; i < 200; i++) {
        each.onTrade(i * SECOND, i % 2 == 0 ? Side.BUY : Side.SELL, 100 + i, i, 0);
      }
    }
    assertEquals(190 + 192 + 194 + 196 + 198, volume.value(0, 200 * SECOND));
    assertEquals(191 + 193 + 195 + 197 + 199, volume.value(1, 200 * SECOND));
    assertEquals(199, volume.value(1, 209 * SECOND));
    assertEquals(299, vwap.value(0, 209 * SECOND));
    assertEquals(Double.NaN, vwap.value(0, 210 * SECOND));
  }
}
