package io.quanttradinggym.gym.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.ActionSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Schemes over several instruments. */
final class CompositeSchemesTest {
  private static void assertRefused(String yaml, String field, String value, String allowed) {
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> new SchemeCase(yaml));
    assertEquals(
        List.of(field, value, allowed), List.of(e.field(), e.value().toString(), e.allowed()));
  }

  @Test
  void productHasEveryCombinationWithTheLastInstrumentFastest() {
    SchemeCase it = new SchemeCase("{type: each, scheme: {type: direction, quantity: 5}}");
    ActionSpec spec = it.scheme.spec();
    assertEquals(ActionSpec.Kind.DISCRETE, spec.kind());
    assertEquals(List.of(9), spec.counts());
    assertEquals(
        "instrument 0: market buy of 5 lots; instrument 1: market sell of 5 lots",
        spec.labels().get(2));
    assertEquals(0, it.apply(2)); // 2 = 0 · 3 + 2
    assertEquals(List.of("BUY 5", "SELL 5 in 1"), it.sent());
    assertEquals(0, it.apply(7)); // 7 = 2 · 3 + 1
    assertEquals(List.of("SELL 5"), it.sent());
    assertEquals(0, it.apply(4));
    assertEquals(List.of(), it.sent());
  }

  @Test
  void componentsAreOneChoiceForEachInstrument() {
    SchemeCase it =
        new SchemeCase("{type: each, scheme: direction, instruments: [1, 0], space: components}");
    assertEquals(ActionSpec.Kind.MULTI_DISCRETE, it.scheme.spec().kind());
    assertEquals(List.of(3, 3), it.scheme.spec().counts());
    assertEquals(
        List.of(
            "instrument 1: market buy of 10 lots | hold | market sell of 10 lots",
            "instrument 0: market buy of 10 lots | hold | market sell of 10 lots"),
        it.scheme.spec().labels());
    assertEquals(0, it.apply(0, 2));
    assertEquals(List.of("BUY 10 in 1", "SELL 10"), it.sent());
  }

  @Test
  void boxSchemesGiveABoxOfAllComponents() {
    SchemeCase it =
        new SchemeCase(
            "{type: each, scheme: {type: quote-offsets-continuous, min_offset: 1, max_offset: 9,"
                + " quantity: 5}}");
    assertEquals(ActionSpec.Kind.BOX, it.scheme.spec().kind());
    assertEquals(
        List.of(
            "instrument 0: bid offset",
            "instrument 0: ask offset",
            "instrument 1: bid offset",
            "instrument 1: ask offset"),
        it.scheme.spec().labels());
    it.apply(-1, 0, 0, 1);
    assertEquals(
        List.of("BUY 5 @ 99", "SELL 5 @ 106", "BUY 5 @ 46 in 1", "SELL 5 @ 60 in 1"), it.sent());
  }

  @Test
  void combinationActsByADifferentSchemeInEachInstrument() {
    SchemeCase it =
        new SchemeCase(
            "{type: combination, schemes: [{type: quote-offsets, offsets: [1], quantity: 5,"
                + " flatten: false}, {type: target-position, targets: [0, 0.5], instrument: 1}]}");
    assertEquals(
        List.of(
            "instrument 0: bid at mid - 1, ask at mid + 1; instrument 1: hold 0.0 of max_position",
            "instrument 0: bid at mid - 1, ask at mid + 1; instrument 1: hold 0.5 of max_position",
            "instrument 0: no quotes; instrument 1: hold 0.0 of max_position",
            "instrument 0: no quotes; instrument 1: hold 0.5 of max_position"),
        it.scheme.spec().labels());
    it.apply(1);
    assertEquals(List.of("BUY 5 @ 99", "SELL 5 @ 102", "BUY 50 in 1"), it.sent());
    it.apply(2);
    assertEquals(List.of("cancel 1", "cancel 2", "SELL 50 in 1"), it.sent());
  }

  @Test
  void interventionsOfAllInstrumentsCount() {
    SchemeCase it = new SchemeCase("{type: each, scheme: {type: direction, quantity: 60}}");
    it.trader.positionLots[0] = 50;
    it.trader.positionLots[1] = 100;
    assertEquals(2, it.apply(0));
    assertEquals(List.of("BUY 50"), it.sent());
  }

  @Test
  void masksOfComponentsAreJoined() {
    SchemeCase it = new SchemeCase("{type: each, scheme: direction, space: components}");
    it.trader.positionLots[1] = 100;
    assertEquals(List.of(true, true, true, false, true, true), it.mask());
  }

  @Test
  void productMasksACombinationWithOneMaskedChoice() {
    SchemeCase it = new SchemeCase("{type: each, scheme: direction}");
    it.trader.positionLots[0] = -100;
    it.trader.positionLots[1] = 100;
    assertEquals(List.of(false, true, true, false, true, true, false, false, false), it.mask());
  }

  @Test
  void productOfASchemeWithComponentsIsFlat() {
    SchemeCase it =
        new SchemeCase(
            "{type: each, instruments: [1], scheme: {type: limit-order, offsets: [1, 3],"
                + " quantities: [5, 7]}}");
    assertEquals(List.of(16), it.scheme.spec().counts());
    assertEquals(List.of(true, true, true, true), it.mask().subList(0, 4));
    it.apply(2 * 4 + 1 * 2 + 1); // sell, 3 ticks, 7 lots
    assertEquals(List.of("SELL 7 @ 54 in 1"), it.sent());
    it.trader.positionLots[1] = -93; // the order of 7 lots may still trade
    assertEquals(List.of(false, false, false, false), it.mask().subList(8, 12));
    assertEquals(List.of(true, true, true, true), it.mask().subList(12, 16));
  }

  @Test
  void whatCannotActTogetherIsRefused() {
    assertRefused(
        "{type: each, scheme: target-weights}",
        "scheme.type",
        "target-weights",
        "a scheme with the parameter instrument");
    assertRefused(
        "{type: each, instruments: []}", "instruments", "[]", "1 to 50 different indices");
    assertRefused(
        "{type: each, instruments: [1, 1]}", "instruments", "[1, 1]", "1 to 50 different indices");
    assertRefused(
        "{type: each, scheme: {type: quote-offsets, offsets: [1, 2, 3, 4, 5, 6]}}",
        "space",
        "product (1444 actions)",
        "at most 1024 actions, or components");
    assertRefused(
        "{type: each, scheme: {type: quote-offsets, offsets: []}}",
        "scheme.offsets",
        "0 distances",
        "1 to 32 distances");
    assertRefused("{type: combination, schemes: []}", "schemes", "0 schemes", "1 to 50 schemes");
    assertRefused(
        "{type: combination, schemes: [direction, {type: quote-offsets}]}",
        "schemes[1]",
        "quote-offsets in instrument 0",
        "an instrument of no other scheme");
    assertRefused(
        "{type: combination, schemes: [direction, {type: target-position-continuous,"
            + " instrument: 1}]}",
        "schemes[1]",
        "a box action",
        "an action of the same kind as that of the first scheme, discrete");
    assertRefused(
        "{type: combination, schemes: [execution-pace]}",
        "schemes[0].type",
        "execution-pace",
        "a scheme that does not need the view parent order");
  }
}
