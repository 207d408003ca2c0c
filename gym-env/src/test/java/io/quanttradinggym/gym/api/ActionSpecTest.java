package io.quanttradinggym.gym.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.action.ActionSchemeType;
import io.quanttradinggym.gym.action.DirectionScheme;
import io.quanttradinggym.gym.config.Configured;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActionSpecTest {
  private static final ActionSpec DISCRETE = ActionSpec.discrete(List.of("a", "b", "c"));
  private static final ActionSpec BOX = ActionSpec.box(List.of("x", "y"));
  private static final ActionSpec MULTI =
      new ActionSpec(ActionSpec.Kind.MULTI_DISCRETE, List.of(2, 3), 2, List.of("x", "y"));

  private static InvalidInputException refused(ActionSpec spec, float... action) {
    return assertThrows(InvalidInputException.class, () -> spec.check(action, 0, "actions[4]"));
  }

  @Test
  void acceptsWhatIsInTheSpace() {
    assertDoesNotThrow(() -> DISCRETE.check(new float[] {9, 2}, 1, "action"));
    assertDoesNotThrow(() -> BOX.check(new float[] {-1, 1}, 0, "action"));
    assertDoesNotThrow(() -> MULTI.check(new float[] {1, 2}, 0, "action"));
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 3, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, 1e20f})
  void refusesOtherChoices(float value) {
    InvalidInputException e = refused(DISCRETE, value);
    assertEquals("actions[4]", e.field());
    assertEquals("an integer from 0 to 2", e.allowed());
  }

  @ParameterizedTest
  @ValueSource(floats = {-1.0001f, 1.0001f, Float.NaN, Float.NEGATIVE_INFINITY})
  void refusesNumbersOutsideTheBox(float value) {
    InvalidInputException e = refused(BOX, 0, value);
    assertEquals("actions[4][1]", e.field());
    assertEquals("a number from -1 to 1", e.allowed());
  }

  @Test
  void namesValuesAsTheyWereGiven() {
    assertEquals("3", refused(DISCRETE, 3).value());
    assertEquals("0.5", refused(DISCRETE, 0.5f).value());
    assertEquals("NaN", refused(DISCRETE, Float.NaN).value());
    assertEquals("3", refused(MULTI, 1, 3).value());
    assertEquals("3.0", refused(BOX, 3, 0).value());
  }

  @Test
  void refusesOtherLengths() {
    assertDoesNotThrow(() -> BOX.checkLength(6, 3, "actions"));
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> BOX.checkLength(5, 3, "actions"));
    assertEquals("actions.length", e.field());
    assertEquals("6 numbers", e.allowed());
  }

  @Test
  void canonicalFormHoldsTheSchemeAndItsParameters() {
    Configured<ActionSchemeType> scheme = Configured.of(new DirectionScheme());
    ActionSpec spec = scheme.plugin().create(scheme.parameters()).spec();
    assertEquals(
        "{\"counts\":[3],\"kind\":\"DISCRETE\","
            + "\"labels\":[\"market buy of 10 lots\",\"hold\",\"market sell of 10 lots\"],"
            + "\"scheme\":{\"instrument\":0,\"quantity\":10,\"type\":\"direction\"},\"size\":1}",
        spec.canonicalJson(scheme.toMap()));
  }
}
