package io.quanttradinggym.gym.observation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.trader.FakeTrader;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The raw values of every block, before scaling and clipping. */
final class BlocksTest {
  private static final double EXACT = 1e-12;

  private final FakeTrader trader = new FakeTrader();

  BlocksTest() {
    trader.market.levels(0, Side.BUY, 98, 30, 97, 10);
    trader.market.levels(0, Side.SELL, 101, 10, 105, 20);
  }

  private static ObservationBlock block(String yaml) {
    Configured<ObservationBlockType> configured =
        Configured.of(
            Plugins.load(ObservationBlockType.class), Documents.parseYaml(yaml, "block"), "");
    return configured.plugin().create(configured.parameters());
  }

  private Map<String, Double> write(ObservationBlock block) {
    double[] raw = new double[block.fields().size() + 1];
    block.write(trader, raw, 1);
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < block.fields().size(); i++) {
      values.put(block.fields().get(i).name(), raw[i + 1]);
    }
    return values;
  }

  private Map<String, Double> writeFirst(String yaml) {
    ObservationBlock block = block(yaml);
    block.reset(trader);
    return write(block);
  }

  private static void assertValues(Map<String, Double> expected, Map<String, Double> actual) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    assertArrayEquals(
        expected.values().stream().mapToDouble(v -> v).toArray(),
        actual.values().stream().mapToDouble(v -> v).toArray(),
        EXACT);
  }

  private static Map<String, Double> values(Object... namesAndValues) {
    Map<String, Double> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
    }
    return map;
  }

  @Test
  void touch() {
    assertValues(
        values(
            "spread", 3,
            "queue_imbalance", 0.5,
            "mid_minus_last_trade", -0.5,
            // (101 * 30 + 98 * 10) / 40 - 99.5
            "microprice_minus_mid", 0.75),
        writeFirst("type: touch"));
  }

  @Test
  void touchOfAnEmptySideShowsTheBound() {
    trader.market.levels(0, Side.SELL);
    assertValues(
        values(
            "spread",
            Double.POSITIVE_INFINITY,
            "queue_imbalance",
            1,
            "mid_minus_last_trade",
            -0.5,
            "microprice_minus_mid",
            0),
        writeFirst("type: touch"));
    trader.market.levels(0, Side.BUY);
    assertEquals(0, writeFirst("type: touch").get("queue_imbalance"));
  }

  @Test
  void fieldsOfOtherInstrumentsAreNamedAfterThem() {
    trader.market.levels(1, Side.BUY, 49, 1).levels(1, Side.SELL, 53, 3);
    Map<String, Double> values = writeFirst("{type: touch, instrument: 1}");
    assertEquals(4.0, values.get("instrument1_spread"));
    assertEquals(-0.5, values.get("instrument1_queue_imbalance"));
  }

  @Test
  void depth() {
    trader.market.levels(0, Side.SELL, 101, 10);
    assertValues(
        values(
            "bid_quantity_1", 30,
            "bid_distance_1", 1.5,
            "bid_quantity_2", 10,
            "bid_distance_2", 2.5,
            "ask_quantity_1", 10,
            "ask_distance_1", 1.5,
            "ask_quantity_2", 0,
            "ask_distance_2", 0,
            "depth_imbalance", 0.6),
        writeFirst("{type: depth, levels: 2}"));
  }

  @Test
  void tradesCountFromEarlierDecisions() {
    ObservationBlock block = block("{type: trades, windows: [1, 2]}");
    trader.market.boughtLots[0] = 100;
    trader.market.tradeCount[0] = 7;
    block.reset(trader);
    assertEquals(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0), List.copyOf(write(block).values()));
    trader.market.boughtLots[0] = 105;
    trader.market.tradeCount[0] = 8;
    assertEquals(List.of(5.0, 5.0, 1.0, 5.0, 5.0, 1.0), List.copyOf(write(block).values()));
    trader.market.soldLots[0] = 20;
    trader.market.tradeCount[0] = 10;
    assertEquals(List.of(-20.0, 20.0, 2.0, -15.0, 25.0, 3.0), List.copyOf(write(block).values()));
    write(block);
    assertEquals(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0), List.copyOf(write(block).values()));
  }

  @Test
  void returnsAreNewestFirst() {
    ObservationBlock block = block("{type: returns, changes: 2, volatility_window: 3}");
    block.reset(trader);
    assertValues(values("mid_change_1", 0, "mid_change_2", 0, "volatility", 0), write(block));
    trader.market.levels(0, Side.BUY, 100, 1); // mid 99.5 -> 100.5
    write(block);
    trader.market.levels(0, Side.BUY, 96, 1); // mid 100.5 -> 98.5
    assertValues(
        values("mid_change_1", -2, "mid_change_2", 1, "volatility", Math.sqrt(2.5)), write(block));
    block.reset(trader);
    assertEquals(0.0, write(block).get("volatility"));
  }

  @Test
  void ownQuotes() {
    trader.gateway().submitLimit(0, Side.BUY, 95, 4, TimeInForce.GTC);
    trader.gateway().submitLimit(0, Side.BUY, 97, 3, TimeInForce.GTC);
    trader.gateway().submitMarket(0, Side.SELL, 9);
    trader.gateway().submitLimit(1, Side.SELL, 60, 1, TimeInForce.GTC);
    assertValues(
        values(
            "own_bid_quoting", 1,
            "own_bid_distance", 2.5,
            "own_bid_quantity", 7,
            "own_ask_quoting", 0,
            "own_ask_distance", 0,
            "own_ask_quantity", 9),
        writeFirst("type: own-quotes"));
  }

  @Test
  void portfolioRemembersTheLastPnl() {
    ObservationBlock block = block("type: portfolio");
    trader.pnlMicros = 5_000_000;
    trader.positionLots[0] = -25;
    block.reset(trader);
    assertValues(values("position", -0.25, "pnl", 5, "pnl_change", 0), write(block));
    trader.pnlMicros = 3_500_000;
    assertValues(values("position", -0.25, "pnl", 3.5, "pnl_change", -1.5), write(block));
  }

  @Test
  void clock() {
    trader.market.timeNanos = trader.endNanos / 4;
    assertValues(values("remaining_time", 0.75), writeFirst("type: clock"));
  }

  @Test
  void executionOfASell() {
    trader.parentOrder = new ParentOrder(0, Side.SELL, 40);
    trader.executedLots = 10;
    trader.executedTickLots = 980;
    trader.arrivalDoubleMidTicks = 201;
    trader.market.timeNanos = trader.endNanos / 2;
    trader.gateway().submitLimit(0, Side.SELL, 101, 8, TimeInForce.GTC);
    assertValues(
        values(
            "parent_remaining", 0.75,
            "parent_working", 0.2,
            "ahead_of_time", -0.25,
            "adverse_move", 1, // sells at 99.5 what was worth 100.5
            "slippage", 2.5),
        writeFirst("type: execution"));
  }

  @Test
  void executionIsThatOfTheParentsInstrument() {
    trader.market.levels(1, Side.BUY, 49, 1).levels(1, Side.SELL, 53, 3);
    trader.parentOrder = new ParentOrder(1, Side.BUY, 40);
    trader.arrivalDoubleMidTicks = 100;
    trader.gateway().submitLimit(0, Side.BUY, 95, 4, TimeInForce.GTC);
    trader.gateway().submitLimit(1, Side.BUY, 49, 10, TimeInForce.GTC);
    Map<String, Double> values = writeFirst("type: execution");
    assertEquals(0.25, values.get("parent_working"));
    assertEquals(1.0, values.get("adverse_move"));
    Map<String, Double> abides = writeFirst("type: execution-abides");
    assertEquals(4.0, abides.get("spread"));
    assertEquals(StrictMath.log(1.02), abides.get("log_price_move"));
    assertEquals(0.25, abides.get("imbalance_all"));
  }

  @Test
  void executionWithoutAParentOrderIsRefused() {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> writeFirst("type: execution"));
    assertEquals("trader.parent_order", e.field());
  }

  @Test
  void dailyInvestorIsInTheOrderOfTheOriginal() {
    ObservationBlock block = block("type: daily-investor");
    trader.positionLots[0] = 30;
    block.reset(trader);
    write(block);
    trader.market.levels(0, Side.BUY, 100, 30, 97, 10);
    assertValues(
        values(
            "holdings", 30,
            "imbalance_3", 40.0 / 70,
            "spread", 1,
            "mid_minus_last_trade", 0.5,
            "mid_change_3", 0,
            "mid_change_2", 0,
            "mid_change_1", 1),
        write(block));
  }

  @Test
  void dailyInvestorTradesTheInstrumentThatItNames() {
    trader.market.levels(1, Side.BUY, 49, 1).levels(1, Side.SELL, 53, 3);
    trader.positionLots[1] = 8;
    Map<String, Double> values = writeFirst("{type: daily-investor, instrument: 1}");
    assertEquals(8.0, values.get("instrument1_holdings"));
    assertEquals(0.25, values.get("instrument1_imbalance_3"));
    assertEquals(4.0, values.get("instrument1_spread"));
    assertEquals(1.0, values.get("instrument1_mid_minus_last_trade"));
  }

  @Test
  void executionAbidesIsInTheOrderOfTheOriginal() {
    trader.parentOrder = new ParentOrder(0, Side.SELL, 100);
    trader.executedLots = 40;
    trader.market.timeNanos = trader.endNanos / 10;
    trader.market.levels(0, Side.BUY, 98, 1, 97, 1, 96, 1, 95, 1, 94, 1, 93, 35);
    assertValues(
        values(
            "executed_fraction",
            0.4,
            "time_fraction",
            0.1,
            "executed_minus_time",
            0.3,
            "imbalance_all",
            40.0 / 70,
            "imbalance_5",
            5.0 / 35,
            "log_price_move",
            -StrictMath.log(199.0 / 200),
            "spread",
            3,
            "mid_minus_last_trade",
            -0.5,
            "mid_change_3",
            0,
            "mid_change_2",
            0,
            "mid_change_1",
            0),
        writeFirst("type: execution-abides"));
  }
}
