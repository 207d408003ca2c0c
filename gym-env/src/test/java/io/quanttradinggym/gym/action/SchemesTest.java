package io.quanttradinggym.gym.action;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.trader.FakeTrader;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.sim.book.Side;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The orders that every scheme sends. */
final class SchemesTest {
  private final FakeTrader trader = new FakeTrader();

  SchemesTest() {
    market(99, 102); // mid 100.5
  }

  private void market(int bid, int ask) {
    trader.market.levels(0, Side.BUY, bid, 10).levels(0, Side.SELL, ask, 10);
  }

  private static ActionScheme scheme(String yaml) {
    Configured<ActionSchemeType> configured =
        Configured.of(Plugins.load(ActionSchemeType.class), Documents.parseYaml(yaml, "a"), "");
    return configured.plugin().create(configured.parameters());
  }

  /** Applies an action; returns the interventions. */
  private int apply(ActionScheme scheme, double... action) {
    float[] numbers = new float[action.length + 1];
    for (int i = 0; i < action.length; i++) {
      numbers[i + 1] = (float) action[i];
    }
    scheme.spec().check(numbers, 1, "action");
    return scheme.apply(numbers, 1, trader, trader.gateway());
  }

  private static List<String> nothing() {
    return List.of();
  }

  @Test
  void quoteOffsetsHasAnActionForEveryPair() {
    ActionSpec spec = scheme("{type: quote-offsets, offsets: [1, 3], quantity: 5}").spec();
    assertEquals(
        List.of(
            "bid at mid - 1, ask at mid + 1",
            "bid at mid - 1, ask at mid + 3",
            "bid at mid - 3, ask at mid + 1",
            "bid at mid - 3, ask at mid + 3",
            "no quotes",
            "flatten the position"),
        spec.labels());
    assertEquals(List.of(6), spec.counts());
    String bare = "{type: quote-offsets, offsets: [1], no_quotes: false, flatten: false}";
    assertEquals(List.of(1), scheme(bare).spec().counts());
  }

  private List<Boolean> mask(ActionScheme scheme) {
    boolean[] mask = new boolean[scheme.spec().choices()];
    scheme.mask(trader, mask);
    return IntStream.range(0, mask.length).mapToObj(i -> mask[i]).toList();
  }

  @Test
  void directionMasksOrdersThatWouldBeCutToNothing() {
    ActionScheme scheme = scheme("{type: direction, quantity: 60}");
    assertEquals(List.of(true, true, true), mask(scheme));
    trader.positionLots[0] = 99;
    assertEquals(List.of(true, true, true), mask(scheme));
    apply(scheme, 0); // the last lot
    assertEquals(List.of(false, true, true), mask(scheme));
    trader.positionLots[0] = -100;
    assertEquals(List.of(true, true, false), mask(scheme));
  }

  @Test
  void otherSchemesMaskNothing() {
    assertEquals(
        List.of(true, true), mask(scheme("{type: quote-offsets, offsets: [1], flatten: false}")));
  }

  @Test
  void quotesAreRoundedAwayFromTheMid() {
    ActionScheme scheme = scheme("{type: quote-offsets, offsets: [1, 3], quantity: 5}");
    assertEquals(0, apply(scheme, 1));
    assertEquals(List.of("BUY 5 @ 99", "SELL 5 @ 104"), trader.sent());
  }

  @Test
  void whatIsRightStays() {
    ActionScheme scheme = scheme("{type: quote-offsets, offsets: [1, 3], quantity: 5}");
    apply(scheme, 1);
    trader.sent();
    apply(scheme, 1);
    assertEquals(nothing(), trader.sent());
    trader.setRemaining(1, 2);
    apply(scheme, 0);
    assertEquals(List.of("BUY 3 @ 99", "cancel 2", "SELL 5 @ 102"), trader.sent());
    // the cancelled one is not asked for again, and does not count as quoted
    apply(scheme, 1);
    assertEquals(List.of("cancel 4", "SELL 5 @ 104"), trader.sent());
  }

  @Test
  void tooMuchAtTheRightPriceIsReduced() {
    ActionScheme big = scheme("{type: quote-offsets, offsets: [1], quantity: 5}");
    ActionScheme small = scheme("{type: quote-offsets, offsets: [1], quantity: 3}");
    apply(big, 0);
    trader.sent();
    apply(small, 0);
    assertEquals(List.of("reduce 1 by 2", "reduce 2 by 2"), trader.sent());
  }

  @Test
  void noSideIsQuotedThatCouldBreachTheLimit() {
    ActionScheme scheme = scheme("{type: quote-offsets, offsets: [1, 3], quantity: 5}");
    trader.maxPositionLots = 20;
    trader.positionLots[0] = 17;
    assertEquals(1, apply(scheme, 0));
    assertEquals(List.of("BUY 3 @ 99", "SELL 5 @ 102"), trader.sent());
    // the old bid may trade before its cancel arrives, so no new one fits
    assertEquals(1, apply(scheme, 2));
    assertEquals(List.of("cancel 1"), trader.sent());
    trader.confirmCancels();
    assertEquals(1, apply(scheme, 2));
    assertEquals(List.of("BUY 3 @ 97"), trader.sent());
  }

  @Test
  void noQuotesAndFlatten() {
    ActionScheme scheme = scheme("{type: quote-offsets, offsets: [1], quantity: 5}");
    apply(scheme, 0);
    trader.sent();
    trader.positionLots[0] = -4;
    apply(scheme, 1);
    assertEquals(List.of("cancel 1", "cancel 2"), trader.sent());
    assertEquals(0, apply(scheme, 2));
    assertEquals(List.of("BUY 4"), trader.sent());
    // the market order on its way counts
    apply(scheme, 2);
    assertEquals(nothing(), trader.sent());
  }

  @Test
  void schemesTradeTheirInstrument() {
    trader.market.levels(1, Side.BUY, 50, 1).levels(1, Side.SELL, 52, 1);
    apply(scheme("{type: quote-offsets, offsets: [2], quantity: 5, instrument: 1}"), 0);
    assertEquals(List.of("BUY 5 @ 49 in 1", "SELL 5 @ 53 in 1"), trader.sent());
    apply(scheme("{type: direction, instrument: 1}"), 0);
    assertEquals(List.of("BUY 10 in 1"), trader.sent());
  }

  @Test
  void continuousOffsets() {
    ActionScheme scheme =
        scheme("{type: quote-offsets-continuous, min_offset: 1, max_offset: 9, quantity: 5}");
    apply(scheme, -1, 0); // 100.5 - 1, 100.5 + 5
    assertEquals(List.of("BUY 5 @ 99", "SELL 5 @ 106"), trader.sent());
    assertEquals(List.of("bid offset", "ask offset"), scheme.spec().labels());
  }

  @Test
  void continuousOffsetsReachBothBounds() {
    ActionScheme scheme =
        scheme("{type: quote-offsets-continuous, min_offset: 0.5, max_offset: 9.5, quantity: 5}");
    assertEquals(ActionSpec.Kind.BOX, scheme.spec().kind());
    assertEquals(2, scheme.spec().size());
    assertEquals(0, apply(scheme, -1, 1));
    assertEquals(List.of("BUY 5 @ 100", "SELL 5 @ 110"), trader.sent());
    trader.positionLots[0] = 98;
    assertEquals(1, apply(scheme, 1, -1)); // the old bid may still trade: no room for a new one
    assertEquals(List.of("cancel 1", "cancel 2", "SELL 5 @ 101"), trader.sent());
  }

  @Test
  void continuousTradesItsInstrument() {
    trader.market.levels(1, Side.BUY, 50, 1).levels(1, Side.SELL, 52, 1);
    apply(scheme("{type: quote-offsets-continuous, max_offset: 2, instrument: 1}"), 1, 1);
    assertEquals(List.of("BUY 10 @ 49 in 1", "SELL 10 @ 53 in 1"), trader.sent());
  }

  @Test
  void continuousSkewNeverComesNearerThanTheMinimum() {
    ActionScheme scheme =
        scheme(
            "{type: quote-offsets-continuous, mode: half-spread-and-skew, min_offset: 1,"
                + " max_offset: 9, quantity: 5}");
    apply(scheme, 0, 0.5); // half-spread 5, both 4.5 up
    assertEquals(List.of("BUY 5 @ 99", "SELL 5 @ 110"), trader.sent());
    assertEquals(List.of("half-spread", "skew"), scheme.spec().labels());
  }

  @Test
  void continuousNeedsARange() {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () -> scheme("{type: quote-offsets-continuous, min_offset: 5, max_offset: 5}"));
    assertEquals("max_offset", e.field());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 33, 5000})
  void offsetsAreAsManyAsCanBeLearnt(int count) {
    String offsets =
        IntStream.rangeClosed(1, count).mapToObj(Integer::toString).collect(joining(", "));
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () -> scheme("{type: quote-offsets, offsets: [" + offsets + "]}"));
    assertEquals("offsets", e.field());
    assertEquals("1 to 32 distances", e.allowed());
  }

  @Test
  void pricesStayWithinTheBook() {
    market(1, 2);
    apply(scheme("{type: quote-offsets, offsets: [50], quantity: 5}"), 0);
    assertEquals(List.of("BUY 5 @ 1", "SELL 5 @ 52"), trader.sent());
  }

  @Test
  void direction() {
    ActionScheme scheme = scheme("{type: direction, quantity: 10}");
    assertEquals(0, apply(scheme, 0));
    assertEquals(List.of("BUY 10"), trader.sent());
    assertEquals(0, apply(scheme, 1));
    assertEquals(nothing(), trader.sent());
    trader.positionLots[0] = -96;
    assertEquals(1, apply(scheme, 2));
    assertEquals(List.of("SELL 4"), trader.sent());
    assertEquals(1, apply(scheme, 2));
    assertEquals(nothing(), trader.sent());
  }

  @Test
  void targetPosition() {
    ActionScheme scheme = scheme("{type: target-position, targets: [-1, 0.25]}");
    apply(scheme, 1);
    assertEquals(List.of("BUY 25"), trader.sent());
    trader.setRemaining(1, 0);
    trader.positionLots[0] = 25;
    assertEquals(0, apply(scheme, 0));
    assertEquals(List.of("SELL 125"), trader.sent());
  }

  @Test
  void targetPositionDoesNotRelyOnOrdersOnTheirWay() {
    ActionScheme scheme = scheme("{type: target-position, targets: [-1, 0.25]}");
    apply(scheme, 1);
    trader.sent();
    // 125 would be needed if the 25 were bought, but they need not be
    assertEquals(1, apply(scheme, 0));
    assertEquals(List.of("SELL 100"), trader.sent());
  }

  @Test
  void executionPace() {
    ActionScheme scheme = scheme("{type: execution-pace, quantity: 10}");
    trader.parentOrder = new ParentOrder(0, Side.SELL, 35);
    apply(scheme, 1);
    assertEquals(List.of("SELL 10 @ 102"), trader.sent());
    apply(scheme, 2);
    assertEquals(nothing(), trader.sent());
    apply(scheme, 0);
    assertEquals(List.of("cancel 1", "SELL 10"), trader.sent());
    // 20 of 35 may still be filled
    assertEquals(0, apply(scheme, 0));
    assertEquals(1, apply(scheme, 0));
    assertEquals(List.of("SELL 10", "SELL 5"), trader.sent());
  }

  @Test
  void executionTradesTheParentsInstrument() {
    trader.market.levels(1, Side.BUY, 50, 1).levels(1, Side.SELL, 52, 1);
    trader.parentOrder = new ParentOrder(1, Side.BUY, 35);
    ActionScheme pace = scheme("{type: execution-pace, quantity: 10}");
    apply(pace, 1);
    apply(pace, 0);
    assertEquals(List.of("BUY 10 @ 50 in 1", "cancel 1 in 1", "BUY 10 in 1"), trader.sent());
    apply(scheme("{type: execution-multiples, multiples: [1]}"), 0);
    assertEquals(List.of("BUY 1 in 1"), trader.sent());
  }

  @Test
  void executionNeverExceedsTheParent() {
    ActionScheme scheme = scheme("{type: execution-pace, quantity: 10}");
    trader.parentOrder = new ParentOrder(0, Side.BUY, 35);
    trader.executedLots = 35;
    assertEquals(1, apply(scheme, 1));
    assertEquals(nothing(), trader.sent());
    trader.executedLots = 28;
    trader.market.levels(0, Side.BUY);
    apply(scheme, 1);
    assertEquals(List.of("BUY 7 @ 100"), trader.sent()); // no bid: at the mid, rounded away
  }

  @Test
  void executionMultiples() {
    ActionScheme scheme = scheme("{type: execution-multiples, multiples: [0, 1, 2.5]}");
    trader.parentOrder = new ParentOrder(0, Side.BUY, 950); // 100 decisions: 9.5 each
    apply(scheme, 1);
    apply(scheme, 2);
    apply(scheme, 0);
    assertEquals(List.of("BUY 10", "BUY 24"), trader.sent());
    ActionScheme limit = scheme("{type: execution-multiples, order: near-touch}");
    apply(limit, 2);
    apply(limit, 0);
    assertEquals(List.of("BUY 10 @ 99", "cancel 3"), trader.sent());
  }
}
