package io.quanttradinggym.base.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  private static final List<ParameterSpec> SPECS =
      List.of(
          ParameterSpec.integer("count", "", 3L, 1, 10, "A count."),
          ParameterSpec.number("rate", "per second", 0.5, 0, 1, "A rate."),
          ParameterSpec.bool("flag", true, "A flag."),
          ParameterSpec.text("label", "x", "A label."),
          ParameterSpec.choice("side", "buy", List.of("buy", "sell"), "A side."),
          ParameterSpec.duration("wait", "1s", "1ms", "1h", "A wait."),
          ParameterSpec.integers("sizes", "lots", List.of(1L, 2L), 1, 9, "Sizes."),
          ParameterSpec.numbers("weights", "", List.of(0.5), 0, 1, "Weights."));

  @Test
  void defaultsFillWhatIsNotGiven() {
    Parameters parameters = Parameters.of(SPECS, Map.of(), "");
    assertEquals(3, parameters.getInt("count"));
    assertEquals(0.5, parameters.getDouble("rate"));
    assertTrue(parameters.getBoolean("flag"));
    assertEquals("x", parameters.getText("label"));
    assertEquals("buy", parameters.getText("side"));
    assertEquals(1_000_000_000L, parameters.getNanos("wait"));
    assertArrayEquals(new long[] {1, 2}, parameters.getLongs("sizes"));
    assertArrayEquals(new double[] {0.5}, parameters.getDoubles("weights"));
  }

  @Test
  void givenValuesAreTaken() {
    Map<String, Object> raw = new LinkedHashMap<>();
    raw.put("count", 7);
    raw.put("rate", 1);
    raw.put("flag", false);
    raw.put("side", "sell");
    raw.put("wait", "1m30s");
    raw.put("sizes", List.of(9));
    Parameters parameters = Parameters.of(SPECS, raw, "agent");
    assertEquals(7, parameters.getLong("count"));
    assertEquals(1.0, parameters.getDouble("rate"));
    assertEquals("sell", parameters.getText("side"));
    assertEquals(90_000_000_000L, parameters.getNanos("wait"));
    assertArrayEquals(new long[] {9}, parameters.getLongs("sizes"));
  }

  static List<Map<String, Object>> badValues() {
    return List.of(
        Map.of("count", 0),
        Map.of("count", 11),
        Map.of("count", 1.5),
        Map.of("count", "3"),
        Map.of("rate", 1.01),
        Map.of("rate", Double.NaN),
        Map.of("rate", "fast"),
        Map.of("flag", "yes"),
        Map.of("label", 3),
        Map.of("side", "hold"),
        Map.of("wait", "2h"),
        Map.of("wait", "1us"),
        Map.of("wait", 5),
        Map.of("wait", "soon"),
        Map.of("sizes", List.of(0)),
        Map.of("sizes", 4),
        Map.of("weights", List.of(2.0)));
  }

  @ParameterizedTest
  @MethodSource("badValues")
  void errorsNameFieldValueAndRange(Map<String, Object> raw) {
    InvalidInputException thrown =
        assertThrows(InvalidInputException.class, () -> Parameters.of(SPECS, raw, "population[2]"));
    String key = raw.keySet().iterator().next();
    assertEquals("population[2]." + key, thrown.field());
    assertTrue(!thrown.value().isEmpty() && !thrown.allowed().isEmpty());
    assertTrue(String.valueOf(thrown.getMessage()).contains(thrown.field()));
  }

  @Test
  void unknownKeysNameTheKnownOnes() {
    InvalidInputException thrown =
        assertThrows(
            InvalidInputException.class, () -> Parameters.of(SPECS, Map.of("cuont", 3), ""));
    assertEquals("cuont", thrown.field());
    assertTrue(thrown.allowed().contains("count"));
    InvalidInputException none =
        assertThrows(
            InvalidInputException.class, () -> Parameters.of(List.of(), Map.of("a", 3), ""));
    assertEquals("no parameters", none.allowed());
  }

  @Test
  void missingValuesWithoutDefaultAreErrors() {
    List<ParameterSpec> specs = List.of(ParameterSpec.text("policy", null, "A file."));
    InvalidInputException thrown =
        assertThrows(InvalidInputException.class, () -> Parameters.of(specs, Map.of(), "agent"));
    assertEquals("agent.policy", thrown.field());
    assertEquals("(missing)", thrown.value());
  }

  @Test
  void undeclaredParametersAreAnErrorOfTheCaller() {
    Parameters parameters = Parameters.of(SPECS, Map.of(), "");
    assertThrows(IllegalArgumentException.class, () -> parameters.getLong("nothing"));
  }

  @ParameterizedTest
  @CsvSource({
    "250ms, 250000000",
    "6h30m, 23400000000000",
    "0.5s, 500000000",
    "1us, 1000",
    "7ns, 7",
    "1h1m1s1ms1us1ns, 3661001001001"
  })
  void durationsReadAndWrite(String text, long nanos) {
    assertEquals(nanos, Durations.parseNanos("t", text));
    assertEquals(nanos, Durations.parseNanos("t", Durations.format(nanos)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "-1s", "1d", "1 s", "99999999h"})
  void badDurationsAreErrors(String text) {
    assertThrows(InvalidInputException.class, () -> Durations.parseNanos("t", text));
  }

  @Test
  void timesOfDay() {
    assertEquals(34_200_000_000_000L, Durations.parseTimeOfDay("open", "09:30"));
    assertEquals(57_601_000_000_000L, Durations.parseTimeOfDay("open", "16:00:01"));
    for (String bad : List.of("24:00", "9", "12:60", "12:30:61", "noon")) {
      assertThrows(InvalidInputException.class, () -> Durations.parseTimeOfDay("open", bad));
    }
    assertEquals("0s", Durations.format(0));
  }
}
