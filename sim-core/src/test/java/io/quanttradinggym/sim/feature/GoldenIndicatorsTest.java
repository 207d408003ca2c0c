package io.quanttradinggym.sim.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import io.quanttradinggym.sim.bar.PriceSource;
import io.quanttradinggym.sim.book.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same values as TA-Lib, pandas-ta-classic and pandas: see make_golden.py. */
class GoldenIndicatorsTest {
  private static final Plugins<IndicatorType> TYPES = Plugins.load(IndicatorType.class);
  private static final List<List<String>> ROWS = rows();

  private static List<List<String>> rows() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    GoldenIndicatorsTest.class.getResourceAsStream("/indicators/golden.csv")),
                StandardCharsets.UTF_8))) {
      return in.lines().map(line -> List.of(line.split(","))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] column(String name) {
    int index = ROWS.getFirst().indexOf(name);
    assertTrue(index >= 0, name);
    return ROWS.stream().skip(1).mapToDouble(row -> Double.parseDouble(row.get(index))).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "sma, 10, 0, sma",
    "ema, 10, 0, ema",
    "wma, 10, 0, wma",
    "rsi, 14, 0, rsi",
    "macd, 0, 0, macd.macd",
    "macd, 0, 1, macd.signal",
    "macd, 0, 2, macd.histogram",
    "bollinger, 20, 0, bollinger.middle",
    "bollinger, 20, 1, bollinger.upper",
    "bollinger, 20, 2, bollinger.lower",
    "bollinger, 20, 3, bollinger.percent",
    "atr, 14, 0, atr",
    "stochastic, 14, 0, stochastic.k",
    "stochastic, 14, 1, stochastic.d",
    "adx, 14, 0, adx.adx",
    "adx, 14, 1, adx.plus",
    "adx, 14, 2, adx.minus",
    "obv, 0, 0, obv",
    "vwap, 0, 0, vwap",
    "rolling-volatility, 20, 0, rolling-volatility",
    "correlation, 20, 0, correlation",
    "beta, 20, 0, beta",
  })
  void equalsTheLibrary(String type, int window, int output, String column) {
    Map<String, Object> parameters = window > 0 ? Map.of("window", window) : Map.of();
    double[] expected = column(column);
    Indicator indicator = create(type, parameters);
    BarSeries bars = new BarSeries(PriceSource.MID, 1, 1, new int[] {10_000, 15_000});
    int known = 0;
    for (int row = 0; row < expected.length; row++) {
      feed(indicator, bars, row);
      double value = indicator.value(output, row);
      if (!Double.isNaN(expected[row]) && !Double.isNaN(value)) {
        known++;
        double tolerance = 1e-8 * Math.max(1, Math.abs(expected[row]));
        assertEquals(expected[row], value, tolerance, column + " in row " + row);
      } else if (row > 2 * Math.max(window, 40)) {
        assertEquals(expected[row], value, column + " in row " + row);
      }
      if (row == 77) {
        indicator = copy(indicator, create(type, parameters));
      }
    }
    assertTrue(known >= expected.length - 45, "known in " + known + " rows only");
  }

  private static Indicator create(String type, Map<String, ?> parameters) {
    IndicatorType found = TYPES.get(type, "type");
    return found.create(Parameters.of(found.parameters(), parameters, type));
  }

  private static void feed(Indicator indicator, BarSeries bars, int row) {
    List<String> all = ROWS.get(row + 1);
    double[] x = new double[6];
    for (int i = 0; i < x.length; i++) {
      x[i] = Double.parseDouble(all.get(i));
    }
    bars.set(0, x[0], x[1], x[2], x[3], (long) x[4]);
    bars.set(1, x[5], x[5], x[5], x[5], 0);
    indicator.onBar(bars, 0);
    // One trade at each of the three prices gives the typical price with the bar's volume.
    for (double price : new double[] {x[1], x[2], x[3]}) {
      indicator.onTrade(row, Side.BUY, (int) price, (long) x[4], 0);
    }
  }

  private static Indicator copy(Indicator from, Indicator into) {
    StateWriter out = new StateWriter();
    from.save(out);
    StateReader in = new StateReader(out.toByteArray(), 0, out.size());
    into.load(in);
    assertEquals(0, in.remaining());
    return into;
  }

  /** After very many bars the rolling sums are those of the window, not of all the errors. */
  @ParameterizedTest
  @CsvSource({"sma, 0", "wma, 0", "bollinger, 1", "rolling-volatility, 0", "beta, 0"})
  void errorsDoNotAddUp(String type, int output) {
    Indicator old = create(type, Map.of("window", 20));
    Indicator fresh = create(type, Map.of("window", 20));
    BarSeries bars = new BarSeries(PriceSource.MID, 1, 1, new int[] {10_000, 15_000});
    List<double[]> last = new ArrayList<>();
    RandomStream random = new RandomStream("bars");
    for (int i = 0; i < 200_000; i++) {
      double[] close = {1e5 * (1 + random.nextDouble()), 100 + random.nextDouble()};
      set(bars, close);
      old.onBar(bars, 0);
      last.add(close);
      if (last.size() > 30) {
        last.removeFirst();
      }
    }
    for (double[] close : last) {
      set(bars, close);
      fresh.onBar(bars, 0);
    }
    double expected = fresh.value(output, 0);
    assertEquals(expected, old.value(output, 0), 1e-9 * Math.abs(expected));
  }

  private static void set(BarSeries bars, double[] close) {
    bars.set(0, close[0], close[0], close[0], close[0], 1);
    bars.set(1, close[1], close[1], close[1], close[1], 1);
  }
}
