package io.quanttradinggym.gym.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.sim.book.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders by price and quantity, continuous targets and the continuous pace. */
final class PortfolioSchemesTest {
  private static List<String> nothing() {
    return List.of();
  }

  @Test
  void limitOrdersHaveAPriceAndAQuantity() {
    SchemeCase it = new SchemeCase("{type: limit-order, offsets: [-2, 1], quantities: [5, 90]}");
    assertEquals(ActionSpec.Kind.MULTI_DISCRETE, it.scheme.spec().kind());
    assertEquals(List.of(4, 2, 2), it.scheme.spec().counts());
    assertEquals(
        List.of(
            "limit buy | do nothing | limit sell | cancel all",
            "ticks from the mid: -2 | 1",
            "lots: 5 | 90"),
        it.scheme.spec().labels());
    assertEquals(0, it.apply(0, 1, 0)); // 100.5 - 1
    assertEquals(0, it.apply(2, 0, 1)); // 100.5 - 2
    assertEquals(0, it.apply(1, 0, 0));
    assertEquals(List.of("BUY 5 @ 99", "SELL 90 @ 99"), it.sent());
    assertEquals(1, it.apply(2, 1, 1)); // 10 lots of room
    assertEquals(List.of("SELL 10 @ 102"), it.sent());
    assertEquals(0, it.apply(3, 0, 0));
    assertEquals(List.of("cancel 1", "cancel 2", "cancel 3"), it.sent());
  }

  @Test
  void limitOrderMasksOrdersWithoutRoomAndCancelsWithoutOrders() {
    SchemeCase it = new SchemeCase("{type: limit-order, offsets: [1], quantities: [100]}");
    assertEquals(List.of(true, true, true, false, true, true), it.mask());
    it.apply(0, 0, 0);
    assertEquals(List.of(false, true, true, true, true, true), it.mask());
    it.apply(3, 0, 0); // the cancel is on its way
    assertEquals(List.of(false, true, true, false, true, true), it.mask());
  }

  @Test
  void limitOrderNeedsValues() {
    for (String name : List.of("offsets", "quantities")) {
      InvalidInputException e =
          assertThrows(
              InvalidInputException.class,
              () -> new SchemeCase("{type: limit-order, " + name + ": []}"));
      assertEquals(
          List.of(name, "0 values", "1 to 32 values"), List.of(e.field(), e.value(), e.allowed()));
    }
  }

  @Test
  void continuousLimitOrderReplacesEarlierOnes() {
    SchemeCase it = new SchemeCase("{type: limit-order-continuous, max_offset: 8, quantity: 10}");
    assertEquals(List.of("quantity", "distance from the mid"), it.scheme.spec().labels());
    it.apply(0.5, 0.25); // 5 lots, 100.5 - 2
    assertEquals(List.of("BUY 5 @ 98"), it.sent());
    it.apply(0.3, 0.25); // 3 lots at the same price
    assertEquals(List.of("reduce 1 by 2"), it.sent());
    it.trader.setRemaining(1, 3);
    it.apply(-1, -0.5); // 10 lots, 100.5 - 4 rounded up
    assertEquals(List.of("cancel 1", "SELL 10 @ 97"), it.sent());
    it.apply(0.04, 0); // rounded to 0 lots
    assertEquals(List.of("cancel 2"), it.sent());
  }

  @Test
  void targetPositionTakesEveryFraction() {
    SchemeCase it =
        new SchemeCase("{type: target-position-continuous, instrument: 1, min_trade: 3}");
    it.trader.positionLots[1] = -20;
    assertEquals(0, it.apply(0.256)); // 25.6 is 26 lots
    assertEquals(List.of("BUY 46 in 1"), it.sent());
    it.trader.setRemaining(1, 0);
    assertEquals(0, it.apply(-0.22)); // 2 lots
    assertEquals(nothing(), it.sent());
    assertEquals(0, it.apply(-0.23));
    assertEquals(List.of("SELL 3 in 1"), it.sent());
  }

  @Test
  void weightsAreFractionsOfEquity() {
    // One lot of 100.5 ticks at 0.01 is worth 1.005, one of 51 ticks at 1 is worth 51; equity is
    // 1000.
    SchemeCase it = new SchemeCase("{type: target-weights, max_weight: 0.8}");
    it.trader.maxPositionLots = 1000;
    assertEquals(
        List.of("instrument 0: weight", "instrument 1: weight"), it.scheme.spec().labels());
    assertEquals(0, it.apply(0.5, -0.25)); // 400 / 1.005 = 398.01 and -200 / 51 = -3.9
    assertEquals(List.of("BUY 398", "SELL 3 in 1"), it.sent());
  }

  @Test
  void weightsAreScaledDownToTheLeverage() {
    SchemeCase it = new SchemeCase("{type: target-weights, max_leverage: 0.5}");
    it.trader.maxPositionLots = 1000;
    assertEquals(1, it.apply(1, -1)); // 250 each: 248.8 and 4.9
    assertEquals(List.of("BUY 248", "SELL 4 in 1"), it.sent());
  }

  @Test
  void longWeightsStartAtZero() {
    SchemeCase it =
        new SchemeCase("{type: target-weights, instruments: [1], positions: long, min_trade: 5}");
    assertEquals(0, it.apply(-1));
    assertEquals(nothing(), it.sent());
    assertEquals(0, it.apply(0)); // 500 / 51 = 9.8
    assertEquals(List.of("BUY 9 in 1"), it.sent());
    it.trader.setRemaining(1, 0);
    it.trader.positionLots[1] = 5;
    assertEquals(0, it.apply(0)); // 4 lots
    assertEquals(nothing(), it.sent());
  }

  @Test
  void weightsKeepToThePositionLimit() {
    SchemeCase it = new SchemeCase("{type: target-weights, instruments: [0]}");
    assertEquals(1, it.apply(1)); // 1000 / 1.005 = 995
    assertEquals(List.of("BUY 100"), it.sent());
  }

  @Test
  void weightsWithoutEquityCloseThePositions() {
    SchemeCase it = new SchemeCase("{type: target-weights}");
    it.trader.cashMicros = -5;
    it.trader.positionLots[0] = 7;
    assertEquals(0, it.apply(1, 0));
    assertEquals(List.of("SELL 7"), it.sent());
  }

  @Test
  void executionRateIsAnyMultipleOfTheEvenPace() {
    SchemeCase it = new SchemeCase("{type: execution-rate, max_multiple: 4}");
    it.trader.parentOrder = new ParentOrder(0, Side.BUY, 950); // 100 decisions: 9.5 each
    assertEquals(List.of("multiple of the even pace"), it.scheme.spec().labels());
    it.apply(-1);
    assertEquals(nothing(), it.sent());
    it.apply(0); // 2 · 9.5
    it.apply(0.5); // 3 · 9.5 = 28.5
    assertEquals(List.of("BUY 19", "BUY 29"), it.sent());
    SchemeCase limit = new SchemeCase("{type: execution-rate, order: near-touch}");
    limit.trader.parentOrder = new ParentOrder(0, Side.BUY, 950);
    limit.apply(0);
    limit.apply(-1);
    assertEquals(List.of("BUY 10 @ 99", "cancel 1"), limit.sent());
  }
}
