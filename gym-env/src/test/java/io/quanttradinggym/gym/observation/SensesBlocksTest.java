package io.quanttradinggym.gym.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.trader.FakeTrader;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.market.NewsFeed;
import io.quanttradinggym.sim.market.NewsItem;
import io.quanttradinggym.sim.market.NewsKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The raw values of the blocks of news, own orders, phase, calendar and risk, worked by hand. */
final class SensesBlocksTest {
  private static final double EXACT = 1e-12;
  private static final long SECOND = 1_000_000_000L;

  private final FakeTrader trader = new FakeTrader();

  SensesBlocksTest() {
    trader.market.levels(0, Side.BUY, 98, 30, 97, 10);
    trader.market.levels(0, Side.SELL, 101, 10, 105, 20);
  }

  private static ObservationBlock block(String yaml) {
    Configured<ObservationBlockType> configured =
        Configured.of(
            Plugins.load(ObservationBlockType.class), Documents.parseYaml(yaml, "block"), "");
    return configured.plugin().create(configured.parameters());
  }

  private double[] write(ObservationBlock block) {
    double[] raw = new double[block.fields().size()];
    block.write(trader, raw, 0);
    return raw;
  }

  private double[] writeFirst(String yaml) {
    ObservationBlock block = block(yaml);
    block.reset(trader);
    return write(block);
  }

  private static void assertRow(double[] actual, int offset, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[offset + i], EXACT, "element " + (offset + i));
    }
  }

  @Test
  void onePhaseIsOn() {
    assertRow(writeFirst("type: phase"), 0, 1, 0, 0);
    trader.market.phase = TradingPhase.AUCTION_CALL;
    assertRow(writeFirst("type: phase"), 0, 0, 1, 0);
    trader.market.phase = TradingPhase.HALTED;
    assertRow(writeFirst("type: phase"), 0, 0, 0, 1);
  }

  /** 06:00 in a session from 04:00 to 12:00: a quarter of it, and a quarter of a turn. */
  @Test
  void calendar() {
    trader.market.openNanos = 4 * 3600 * SECOND;
    trader.market.closeNanos = 12 * 3600 * SECOND;
    trader.market.timeNanos = 6 * 3600 * SECOND;
    trader.market.intensity = 1.5;
    assertRow(writeFirst("type: calendar"), 0, 0.25, 1, 0, 1.5, Double.POSITIVE_INFINITY);
    for (int minute = 0; minute < 1440; minute += 7) {
      trader.market.timeNanos = minute * (60 * SECOND);
      double angle = 2 * Math.PI * minute / 1440;
      assertRow(writeFirst("type: calendar"), 1, Math.sin(angle), Math.cos(angle));
    }
    Feed feed = new Feed();
    feed.nextScheduledNanos = trader.market.timeNanos + 90 * SECOND;
    trader.market.news = feed;
    assertRow(writeFirst("type: calendar"), 4, 90);
  }

  private record Item(
      long timeNanos,
      int instrument,
      double surprise,
      double earningsChange,
      double growthChange,
      double rateChange)
      implements NewsItem {
    @Override
    public NewsKind kind() {
      return NewsKind.EARNINGS;
    }

    @Override
    public String sector() {
      return "";
    }

    @Override
    public double otherChange() {
      return 0;
    }

    @Override
    public double overreaction() {
      return 0;
    }

    @Override
    public long halfLifeNanos() {
      return 0;
    }
  }

  private static final class Feed implements NewsFeed {
    private final List<Item> items = new ArrayList<>();
    private long nextScheduledNanos = Long.MAX_VALUE;

    @Override
    public long count() {
      return items.size();
    }

    @Override
    public long nextScheduledNanos() {
      return nextScheduledNanos;
    }

    @Override
    public NewsItem latest(int back) {
      return items.get(items.size() - 1 - back);
    }
  }

  /**
   * Surprises of 4 at 10 s and of −1 at 20 s, with a half-life of 10 s, make 4/4 − 1/2 = 0.5 at 30
   * s. The value changes by 0.03 + 20 · (0.001 − 0.003) = −0.01. News of the other instrument do
   * not count.
   */
  @Test
  void newsAddUpAndSentimentDecays() {
    Feed feed = new Feed();
    trader.market.news = feed;
    ObservationBlock block = block("{type: news, half_life: 10s}");
    block.reset(trader);
    assertRow(write(block), 0, 0, Double.POSITIVE_INFINITY, 0, 0, 0, 0, 0);
    feed.items.add(new Item(10 * SECOND, 0, 4, 0.03, 0, 0));
    trader.market.timeNanos = 15 * SECOND;
    assertRow(write(block), 0, 4, 5, 4 / Math.sqrt(2), 0.03, 0, 0, 0.03);
    feed.items.add(new Item(20 * SECOND, NewsItem.ALL, -1, 0, 0.001, 0.003));
    feed.items.add(new Item(25 * SECOND, 1, 7, 1, 1, 1));
    trader.market.timeNanos = 30 * SECOND;
    assertRow(write(block), 0, -1, 10, 0.5, 0.03, 0.001, 0.003, -0.01);
    block.reset(trader);
    assertRow(write(block), 0, -1, 10, 0.5, 0.03, 0.001, 0.003, -0.01);
  }

  /** The mid is 99.5; two bids at 98 rank by age, the one at 97 is third and not shown. */
  @Test
  void ordersBestFirstWithQueueAndAge() {
    sendAt(1, Side.BUY, 97, 5);
    sendAt(2, Side.BUY, 98, 3);
    sendAt(2.5, Side.SELL, 103, 7);
    sendAt(3, Side.BUY, 98, 2);
    trader.aheadLots.put(1L, 12L);
    trader.aheadLots.put(2L, 30L);
    trader.aheadLots.put(4L, 33L);
    trader.market.timeNanos = 5 * SECOND;
    double[] raw = writeFirst("{type: orders, orders: 2}");
    assertEquals(22, raw.length);
    assertRow(raw, 0, 3, 3, 1.5, 30, 3, 1, 2, 1.5, 33, 2, 1);
    assertRow(raw, 11, 1, 7, 3.5, 0, 2.5, 0, 0, 0, 0, 0, 0);
    assertRow(writeFirst("{type: orders, orders: 3}"), 11, 5, 2.5, 12, 4, 1);
    assertRow(
        writeFirst("{type: orders, orders: 1}"), 0, 3, 3, 1.5, 30, 3, 1, 1, 7, 3.5, 0, 2.5, 0);
  }

  private void sendAt(double seconds, Side side, int priceTicks, long lots) {
    trader.market.timeNanos = Math.round(seconds * SECOND);
    trader.gateway().submitLimit(0, side, priceTicks, lots, TimeInForce.GTC);
  }

  /**
   * Positions of +100 at 1.00 and −4 at 50.00 with an equity of 1,000: v = (100, −200).
   * Volatilities of 0.01 and 0.02 with a correlation of 0.5 give the covariances 1, 1 and 4 (times
   * 1e-4), those with the mean return (1 + 1) / 2 = 1 and (1 + 4) / 2 = 2.5, and its variance (1 +
   * 2 + 4) / 4 = 1.75. Beta = (0.1 · 1 − 0.2 · 2.5) / 1.75.
   */
  @Test
  void portfolioRisk() {
    trader.market.levels(0, Side.BUY, 99, 1).levels(0, Side.SELL, 101, 1);
    trader.positionLots[0] = 100;
    trader.positionLots[1] = -4;
    ObservationBlock block = block("{type: portfolio-risk, window: 30, interval: 5s}");
    List<IndicatorRequest> requests = new ArrayList<>();
    block.request(request -> {
      requests.add(request);
      return requests.size() - 1;
    });
    assertEquals(
        List.of(
            IndicatorRequest.of("rolling-volatility", 0, 5 * SECOND, "window", 30L),
            IndicatorRequest.of("correlation", 0, 5 * SECOND, "window", 30L, "other", 1),
            IndicatorRequest.of("rolling-volatility", 1, 5 * SECOND, "window", 30L)),
        requests);
    double[] values = {0.01, 0.5, 0.02};
    trader.features = (request, output) -> values[request];
    assertRow(write(block), 0, 0.3, -0.1, 5.0 / 9, -0.5, -0.4 / 1.75);
    trader.positionLots[1] = 0;
    assertRow(write(block), 0, 0.1, 0.1, 1, 0, 0.1 / 1.75);
    trader.positionLots[0] = 0;
    assertRow(write(block), 0, 0, 0, 0, 0, 0);
  }

  @Test
  void portfolioRiskOfOneInstrumentIsRefused() {
    for (String list : List.of("[0]", "[0, 0]", "[]")) {
      InvalidInputException e =
          assertThrows(
              InvalidInputException.class,
              () -> block("{type: portfolio-risk, instruments: " + list + "}"));
      assertEquals("instruments", e.field());
      assertEquals(list, e.value());
      assertEquals("2 to 50 different indices", e.allowed());
    }
  }
}
