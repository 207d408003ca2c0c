package io.quanttradinggym.sim.fundamental;

import static io.quanttradinggym.sim.fundamental.Economies.CLOSE;
import static io.quanttradinggym.sim.fundamental.Economies.INITIAL;
import static io.quanttradinggym.sim.fundamental.Economies.OPEN;
import static io.quanttradinggym.sim.fundamental.Economies.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each process against its formula. */
final class ProcessesTest {
  private static final double YEAR_SECONDS = 252 * 23_400.0;

  /** Logarithms of the growth of each second of a session. */
  private static double[] logReturns(FundamentalProcess process, long seed) {
    process.seed(seed, 0);
    process.start(OPEN);
    int n = (int) ((CLOSE - OPEN) / SECOND);
    double[] returns = new double[n];
    double last = process.valueTicks(OPEN);
    for (int i = 0; i < n; i++) {
      double value = process.valueTicks(OPEN + (i + 1) * SECOND);
      returns[i] = StrictMath.log(value / last);
      last = value;
    }
    return returns;
  }

  private static double covariance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum / a.length;
  }

  private static double correlation(double[] a, double[] b) {
    return covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
  }

  private static double[] absolute(double[] values, int from, int to) {
    double[] result = new double[to - from];
    double mean = 0;
    for (int i = from; i < to; i++) {
      result[i - from] = Math.abs(values[i]);
      mean += result[i - from] / result.length;
    }
    for (int i = 0; i < result.length; i++) {
      result[i] -= mean;
    }
    return result;
  }

  @Test
  void withoutVolatilityOfItsOwnTheVolatilityIsAsGiven() {
    FundamentalProcess plain =
        Economies.process(
            "stochastic-volatility", 0, Map.of("volatility", 0.4, "volatility_deviation", 0));
    double[] returns = logReturns(plain, 1);
    double yearly = Math.sqrt(covariance(returns, returns) * YEAR_SECONDS);
    assertEquals(0.4, yearly, 0.4 * 4 / Math.sqrt(2.0 * returns.length));
    double[] sizes = absolute(returns, 0, returns.length - 1);
    double[] next = absolute(returns, 1, returns.length);
    assertEquals(0, correlation(sizes, next), 4 / Math.sqrt(returns.length));
  }

  @Test
  void aWanderingVolatilityClustersAndLeans() {
    FundamentalProcess wandering =
        Economies.process(
            "stochastic-volatility",
            0,
            Map.of("volatility_deviation", 0.7, "volatility_half_life", "10m", "leverage", -0.9));
    double[] returns = logReturns(wandering, 2);
    double[] sizes = absolute(returns, 0, returns.length - 60);
    double[] later = absolute(returns, 60, returns.length);
    assertTrue(correlation(sizes, later) > 0.1, "clusters over a minute");
    double lean = 0;
    double mean = 0;
    for (int i = 0; i + 60 < returns.length; i++) {
      lean += returns[i] * returns[i + 1] * returns[i + 1];
      mean += Math.abs(returns[i]) * returns[i + 1] * returns[i + 1];
    }
    assertTrue(lean < -0.003 * mean, "falls raise volatility: " + lean / mean);
  }

  @Test
  void factorsAreSharedAsMuchAsTheBetasSay() {
    double[] a = logReturns(Economies.process("factor", 0, Map.of()), 3);
    double[] b = logReturns(Economies.process("factor", 1, Map.of("market_beta", 0.5)), 3);
    double[] c = logReturns(Economies.process("factor", 2, Map.of()), 3);
    double[] d = logReturns(Economies.process("factor", 3, Map.of()), 3);
    double market = 0.16 * 0.16;
    double sector = 0.12 * 0.12;
    double own = 0.2 * 0.2;
    double whole = market + sector + own;
    double error = 4 / Math.sqrt(a.length);
    assertEquals(whole, covariance(a, a) * YEAR_SECONDS, whole * error * 1.5);
    assertEquals(market + own, covariance(d, d) * YEAR_SECONDS, whole * error * 1.5);
    assertEquals(
        (0.5 * market + sector) / Math.sqrt(whole * (0.25 * market + sector + own)),
        correlation(a, b),
        error);
    assertEquals(market / whole, correlation(a, c), error);
    assertEquals(market / Math.sqrt(whole * (market + own)), correlation(a, d), error);
  }

  @Test
  void gordonGrowthIsTheFormula() {
    FundamentalProcess process =
        Economies.process(
            "gordon-growth", 0, Map.of("eps", 4.0, "payout", 0.6, "growth", 0.03, "beta", 1.2));
    process.seed(0, 0);
    process.start(OPEN);
    double value = 4.0 * 0.6 * 1.03 / (0.04 + 1.2 * 0.05 - 0.03);
    assertEquals(value / 0.01, process.valueTicks(OPEN), 1e-9 * INITIAL);
    FundamentalProcess implied = Economies.process("gordon-growth", 0, Map.of());
    implied.seed(0, 0);
    implied.start(OPEN);
    assertEquals(INITIAL, implied.valueTicks(OPEN), 1e-9 * INITIAL);
  }

  @Test
  void valuesWithoutBoundAreRefused() {
    Map<String, ?> tooMuch = Map.of("growth", 0.0851);
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class, () -> Economies.process("gordon-growth", 0, tooMuch));
    assertEquals("growth", refused.field());
    assertTrue(refused.allowed().contains("0.085"), refused.allowed());
    Map<String, ?> tiny = Map.of("eps", 1e-9);
    assertEquals(
        "eps",
        assertThrows(InvalidInputException.class, () -> Economies.process("gordon-growth", 0, tiny))
            .field());
  }

  @Test
  void allSharesFeelThePremium() {
    Map<String, ?> quiet = Map.of("earnings_volatility", 0);
    double[] a = logReturns(Economies.process("gordon-growth", 0, quiet), 4);
    double[] b = logReturns(Economies.process("gordon-growth", 3, quiet), 4);
    assertEquals(1, correlation(a, b), 1e-12);
    double yearly = Math.sqrt(covariance(a, a) * YEAR_SECONDS);
    assertEquals(0.005 / (0.04 + 0.05 - 0.04), yearly, 0.01);
  }

  @Test
  void jumpsGoBothWaysByTheirMean() {
    FundamentalProcess shocks =
        Economies.process(
            "mean-reverting",
            0,
            Map.of(
                "reversion_rate",
                0,
                "volatility",
                0,
                "jump_rate",
                0.001,
                "jump_mean",
                100,
                "jump_volatility",
                1));
    shocks.seed(5, 0);
    shocks.start(OPEN);
    int up = 0;
    int down = 0;
    double last = shocks.valueTicks(OPEN);
    for (long time = OPEN; time < CLOSE; time += SECOND / 10) {
      double change = shocks.valueTicks(time) - last;
      last += change;
      if (change != 0) {
        assertEquals(100, Math.abs(change), 6);
        up += change > 0 ? 1 : 0;
        down += change < 0 ? 1 : 0;
      }
    }
    assertEquals(23.4, up + down, 4 * Math.sqrt(23.4));
    assertTrue(up > 3 && down > 3, up + " up, " + down + " down");
  }

  @Test
  void historyIsWhatWasGiven(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("values.csv");
    Files.writeString(file, "time,price\n1,50\n2,60\n3,40\n");
    Map<String, ?> fromFile = Map.of("file", file.toString(), "column", 1, "interval", "10s");
    FundamentalProcess linear = Economies.process("historical", 0, fromFile);
    FundamentalProcess last =
        Economies.process(
            "historical",
            0,
            Map.of(
                "values",
                List.of(50, 60, 40),
                "interval",
                "10s",
                "between",
                "last",
                "unit",
                "currency"));
    linear.start(OPEN);
    last.start(OPEN);
    assertEquals(INITIAL, linear.valueTicks(OPEN));
    assertEquals(1.1 * INITIAL, linear.valueTicks(OPEN + 5 * SECOND), 1e-6);
    assertEquals(0.8 * INITIAL, linear.valueTicks(CLOSE), 1e-6);
    assertEquals(5_000, last.valueTicks(OPEN + 10 * SECOND - 1), 1e-6);
    assertEquals(6_000, last.valueTicks(OPEN + 10 * SECOND), 1e-6);
  }

  @Test
  void badHistoryIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("values.csv");
    Files.writeString(file, "50\nsecret\n");
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> Economies.process("historical", 0, Map.of("file", file.toString())));
    assertTrue(refused.value().contains("line 2"), refused.value());
    assertTrue(!refused.toString().contains("secret"), "files are nobody's business");
    for (Map<String, ?> bad :
        List.<Map<String, ?>>of(
            Map.of(),
            Map.of("values", List.of(1), "file", "a"),
            Map.of("file", folder.resolve("absent").toString()),
            Map.of("file", file.toString(), "column", 3))) {
      assertThrows(
          InvalidInputException.class, () -> Economies.process("historical", 0, bad), bad + "");
    }
  }
}
