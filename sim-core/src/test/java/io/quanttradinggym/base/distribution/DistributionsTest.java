package io.quanttradinggym.base.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionsTest {
  private static final int DRAWS = 100_000;

  private static Distribution distribution(Map<String, Object> raw) {
    List<ParameterSpec> specs =
        List.of(ParameterSpec.plugin("it", DistributionType.class, "", null, "It."));
    return Distribution.of(Parameters.of(specs, Map.of("it", raw), ""), "it");
  }

  private static double[] draws(Map<String, Object> raw) {
    Distribution distribution = distribution(raw);
    RandomStream random = new RandomStream("draws");
    double[] draws = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = distribution.next(random);
    }
    Arrays.sort(draws);
    return draws;
  }

  /** Mean and quartiles known in closed form. */
  static Stream<Arguments> known() {
    return Stream.of(
        Arguments.of(Map.of("type", "constant", "value", 3), 3, 3, 3, 3),
        Arguments.of(Map.of("type", "uniform", "low", 2, "high", 6), 4, 3, 4, 5),
        Arguments.of(
            Map.of("type", "normal", "mean", 10, "deviation", 2), 10, 8.65102, 10, 11.34898),
        Arguments.of(
            Map.of("type", "lognormal", "mean", 2.9, "deviation", 0.5),
            20.59547, // exp(mean + deviation² / 2)
            12.97141,
            18.17415,
            25.46373),
        Arguments.of(Map.of("type", "exponential", "mean", 5), 5, 1.43841, 3.46574, 6.93147),
        Arguments.of(
            Map.of("type", "weibull", "scale", 2, "shape", 0.5),
            4, // scale * Gamma(1 + 1 / shape)
            0.16552,
            0.96091,
            3.84362),
        Arguments.of(
            Map.of("type", "power-law", "minimum", 1, "exponent", 3, "maximum", 1e12),
            2,
            1.15470,
            1.41421,
            2),
        Arguments.of(Map.of("type", "gamma", "mean", 6, "shape", 2), 6, 2.88384, 5.03504, 8.07790),
        Arguments.of(
            Map.of("type", "gamma", "mean", 1, "shape", 0.5), 1, 0.10153, 0.45494, 1.32330),
        Arguments.of(Map.of("type", "empirical", "quantiles", List.of(0, 1, 5)), 1.75, 0.5, 1, 3),
        Arguments.of(
            Map.of(
                "type",
                "mixture",
                "weights",
                List.of(3, 1),
                "components",
                List.of(
                    Map.of("type", "uniform", "low", 0, "high", 1),
                    Map.of("type", "constant", "value", 9))),
            2.625,
            1.0 / 3,
            2.0 / 3,
            9));
  }

  @ParameterizedTest
  @MethodSource("known")
  void drawsAreAsTheFormulasSay(
      Map<String, Object> raw, double mean, double first, double median, double third) {
    double[] draws = draws(raw);
    assertEquals(mean, Arrays.stream(draws).average().orElseThrow(), 0.04 * Math.abs(mean));
    assertEquals(first, draws[DRAWS / 4], 0.03 * first);
    assertEquals(median, draws[DRAWS / 2], 0.03 * median);
    double thirdQuartile = draws[DRAWS * 3 / 4 + (third == 9 ? DRAWS / 100 : 0)];
    assertEquals(third, thirdQuartile, 0.03 * third);
  }

  @Test
  void powerLawStaysBelowItsMaximum() {
    double[] draws =
        draws(Map.of("type", "power-law", "minimum", 2, "exponent", 1.5, "maximum", 50));
    assertTrue(draws[0] >= 2);
    assertTrue(draws[DRAWS - 1] <= 50);
    assertTrue(draws[DRAWS - 1] > 45);
  }

  @Test
  void lotsAreWholeAndNotBelowTheMinimum() {
    RandomStream random = new RandomStream("lots");
    assertEquals(7, distribution(Map.of("type", "constant", "value", 6.5)).nextLots(random, 1));
    assertEquals(1, distribution(Map.of("type", "constant", "value", -3)).nextLots(random, 1));
  }

  @Test
  void abidesOrderSizesHaveTheirSpikes() {
    double[] draws = draws(Map.of("type", "abides-order-size"));
    double hundred = Arrays.stream(draws).filter(x -> Math.abs(x - 100) < 1).count();
    double five = Arrays.stream(draws).filter(x -> Math.abs(x - 500) < 1).count();
    double small = Arrays.stream(draws).filter(x -> x < Math.exp(2.9)).count();
    assertEquals(0.7, hundred / DRAWS, 0.01);
    assertEquals(0.001, five / DRAWS, 0.0004);
    assertEquals(0.1, small / DRAWS, 0.01);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(Map.of("type", "mixture", "weights", List.of(1, 2)), "weights"),
        Arguments.of(Map.of("type", "mixture", "weights", List.of(0)), "weights"),
        Arguments.of(Map.of("type", "empirical", "quantiles", List.of(1, 0)), "quantiles"),
        Arguments.of(Map.of("type", "empirical", "quantiles", List.of(1)), "quantiles"),
        Arguments.of(Map.of("type", "normall"), "it.type"),
        Arguments.of(Map.of("type", "normal", "mena", 1), "it.mena"),
        Arguments.of(Map.of("mean", 1), "it.type"),
        Arguments.of(Map.of("type", "mixture", "components", List.of(3)), "it.components[0]"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void wrongOnesAreRefusedByName(Map<String, Object> raw, String field) {
    assertEquals(field, assertThrows(InvalidInputException.class, () -> distribution(raw)).field());
  }
}
