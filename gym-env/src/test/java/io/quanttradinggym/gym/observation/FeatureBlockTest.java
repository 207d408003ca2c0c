package io.quanttradinggym.gym.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.trader.FakeTrader;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.feature.IndicatorBoard;
import io.quanttradinggym.sim.feature.IndicatorType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Indicators as a policy observes them. */
final class FeatureBlockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long BAR = 10 * SECOND;
  private static final List<List<String>> GOLDEN = golden();

  private final FakeTrader trader = new FakeTrader();

  static Set<String> features() {
    return Plugins.load(IndicatorType.class).all().keySet();
  }

  private static List<List<String>> golden() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    IndicatorType.class.getResourceAsStream("/indicators/golden.csv")),
                StandardCharsets.UTF_8))) {
      return in.lines().map(line -> List.of(line.split(","))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObservationBuilder builder(String yaml) {
    return new ObservationBuilder(
        List.of(
            ObservedBlock.of(
                Plugins.load(ObservationBlockType.class), Documents.parseYaml(yaml, "b"), "")));
  }

  /** A board that the trader's features come from. */
  private IndicatorBoard board(ObservationBuilder builder) {
    IndicatorBoard board = new IndicatorBoard(new int[] {10_000, 15_000}, 0);
    int[] handles = board.request(builder.indicators());
    trader.features =
        (request, output) -> board.value(handles[request], output, trader.timeNanos());
    return board;
  }

  private float observe(ObservationBuilder builder) {
    float[] out = new float[builder.size()];
    builder.write(trader, out, 0);
    return out[0];
  }

  /** The golden bars, played as quotes and trades. */
  @ParameterizedTest
  @CsvSource({
    "sma, 'window: 10', value, sma",
    "ema, 'window: 10', value, ema",
    "wma, 'window: 10', value, wma",
    "rsi, 'window: 14', value, rsi",
    "macd, '', macd, macd.macd",
    "macd, '', signal, macd.signal",
    "macd, '', histogram, macd.histogram",
    "bollinger, 'window: 20', middle, bollinger.middle",
    "bollinger, 'window: 20', upper, bollinger.upper",
    "bollinger, 'window: 20', lower, bollinger.lower",
    "bollinger, 'window: 20', percent, bollinger.percent",
    "atr, 'window: 14', value, atr",
    "stochastic, 'window: 14', k, stochastic.k",
    "stochastic, 'window: 14', d, stochastic.d",
    "adx, 'window: 14', adx, adx.adx",
    "adx, 'window: 14', plus, adx.plus",
    "adx, 'window: 14', minus, adx.minus",
    "obv, '', value, obv",
    "vwap, '', value, vwap",
    "rolling-volatility, 'window: 20', value, rolling-volatility",
    "correlation, 'window: 20', value, correlation",
    "beta, 'window: 20', value, beta",
  })
  void theObservedValueIsTheGoldenValue(
      String feature, String parameters, String output, String column) {
    String more = parameters.isEmpty() ? "" : ", " + parameters;
    more += output.equals("value") ? "" : ", output: " + output;
    ObservationBuilder builder =
        builder("{type: feature, feature: " + feature + ", clip: 1000000" + more + "}");
    IndicatorBoard board = board(builder);
    double scale = builder.spec().fields().getFirst().scale();
    int index = GOLDEN.getFirst().indexOf(column);
    int known = 0;
    for (int row = 1; row < GOLDEN.size(); row++) {
      playBar(board, GOLDEN.get(row), row, feature.equals("vwap"));
      double expected = Double.parseDouble(GOLDEN.get(row).get(index));
      double observed = scale * observe(builder);
      if (!Double.isNaN(expected) && observed != 0) {
        known++;
        assertEquals(expected, observed, 1e-6 * Math.max(scale, Math.abs(expected)), "row " + row);
      }
    }
    assertTrue(known >= GOLDEN.size() - 46, known + " rows known");
  }

  /** One bar: to its high, its low and its close, and trades of its volume. */
  private void playBar(IndicatorBoard board, List<String> row, int number, boolean isTypical) {
    int[] x = row.stream().limit(6).mapToInt(text -> (int) Double.parseDouble(text)).toArray();
    trader.market.timeNanos = number * BAR - SECOND;
    trader.market.mid(1, x[5]);
    board.onBook(trader.market, 1, true);
    for (int price : new int[] {x[1], x[2], x[3]}) {
      trader.market.mid(0, price);
      board.onBook(trader.market, 0, true);
    }
    // Trades at all three prices have the typical price of the bar, with equal volumes.
    int[] prices = isTypical ? new int[] {x[1], x[2], x[3]} : new int[] {x[3]};
    for (int price : prices) {
      board.onTrade(trader.market, 0, Side.BUY, price, x[4]);
    }
    trader.market.timeNanos = number * BAR;
    board.roll(number * BAR);
  }

  /**
   * All observations of a random market whose events after {@code cut} come from another stream.
   */
  private List<float[]> play(String feature, int cut, String future) {
    boolean isOfBars = Plugins.load(IndicatorType.class).get(feature, "feature").followsBars();
    String interval = isOfBars ? ", interval: 2s" : "";
    ObservationBuilder builder =
        builder(
            "{type: feature, feature: " + feature + interval + ", history: 2, scaling: running}");
    IndicatorBoard board = board(builder);
    RandomStream random = new RandomStream("past");
    List<float[]> seen = new ArrayList<>();
    builder.reset(trader);
    trader.market.timeNanos = 0;
    for (int i = 0; i < 400; i++) {
      random = i == cut ? new RandomStream(future) : random;
      trader.market.shake(random);
      board.roll(trader.market.timeNanos);
      for (int instrument = 0; instrument < 2; instrument++) {
        board.onTrade(
            trader.market,
            instrument,
            random.nextInt(2) == 0 ? Side.BUY : Side.SELL,
            90 + random.nextInt(20),
            1 + random.nextInt(50));
        board.onBook(trader.market, instrument, true);
      }
      float[] out = new float[builder.size()];
      builder.write(trader, out, 0);
      seen.add(out);
    }
    return seen;
  }

  @ParameterizedTest
  @MethodSource("features")
  void theFutureDoesNotShow(String feature) {
    for (int cut : new int[] {57, 250, 300, 333}) {
      List<float[]> one = play(feature, cut, "one future");
      List<float[]> other = play(feature, cut, "another future");
      boolean differ = false;
      for (int i = 0; i < one.size(); i++) {
        boolean same = Arrays.equals(one.get(i), other.get(i));
        assertTrue(same || i >= cut, feature + " at " + i + " knows what happens from " + cut);
        differ |= !same;
      }
      assertTrue(differ, feature + " never changes");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "feature: rsi | feature_rsi_14_10s % 100.0 0.0 1.0",
        "feature: rsi, window: 3, interval: 1m | feature_rsi_3_1m % 100.0 0.0 1.0",
        "feature: rsi, source: trade, instrument: 1"
            + " | instrument1_feature_rsi_14_10s_trade % 100.0 0.0 1.0",
        "feature: sma | feature_sma_20_10s ticks 1000.0 0.0 1000.0",
        "feature: sma, relative: true, clip: 5 | feature_sma_20_10s_relative ticks 10.0 -5.0 5.0",
        "feature: bollinger, width: 1.5, output: percent, scale: 2"
            + " | feature_bollinger_20_1_5_10s_percent  2.0 -1000.0 1000.0",
        "feature: macd, output: signal | feature_macd_12_26_9_10s_signal ticks 10.0 -1000.0 1000.0",
        "feature: microprice | feature_microprice ticks 1000.0 0.0 1000.0",
        "feature: vwap, window: 30s | feature_vwap_30s ticks 1000.0 0.0 1000.0",
        "feature: correlation | feature_correlation_20_1_10s  1.0 -1.0 1.0",
        "feature: realised-spread, output: impact"
            + " | feature_realised_spread_5s_100_impact ticks 10.0 -1000.0 1000.0",
      })
  void fieldsSayWhatTheyAre(String yaml, String expected) {
    ObservationField field = builder("{type: feature, " + yaml + "}").spec().fields().getFirst();
    assertEquals(
        expected,
        "%s %s %s %s %s"
            .formatted(field.name(), field.unit(), field.scale(), field.low(), field.high()));
  }

  @Test
  void anIndicatorOfSeveralOutputsHasSeveralFields() {
    assertEquals(4, builder("{type: feature, feature: bollinger}").size());
    assertEquals(1, builder("{type: feature, feature: bollinger, output: lower}").size());
  }

  @Test
  void aRelativePriceIsItsDistanceFromTheMid() {
    trader.market.mid(0, 100);
    trader.feature = 97;
    assertEquals(-0.3f, observe(builder("{type: feature, feature: sma, relative: true}")), 1e-6f);
    // The percentage among the outputs is no price.
    ObservationBuilder bands = builder("{type: feature, feature: bollinger, relative: true}");
    float[] out = new float[4];
    bands.write(trader, out, 0);
    assertEquals((97 + 3 / 8.0f), out[3], 1e-4f);
    assertEquals(-0.3f, out[0], 1e-6f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window: 14 | feature | (missing) | one of adx, atr, beta, bollinger",
        "feature: rsii | feature | rsii | one of adx, atr, beta, bollinger",
        "feature: 3 | feature | 3 | one of adx, atr, beta, bollinger",
        "feature: rsi, window: 0 | window | 0 | an integer from 1 to 100000",
        "feature: rsi, window: 100001 | window | 100001 | an integer from 1 to 100000",
        "feature: rsi, window: 2.5 | window | 2.5 | an integer from 1 to 100000",
        "feature: correlation, window: 1 | window | 1 | an integer from 2 to 100000",
        "feature: vwap, window: 14 | window | 14 | a duration from 0s to 24h",
        "feature: rsi, fast: 12 | fast | 12 | one of feature, window, interval",
        "feature: macd, window: 12 | window | 12 | one of feature, fast, slow, signal",
        "feature: microprice, interval: 10s | interval | 10s | one of feature, relative",
        "feature: rsi, relative: true | relative | true | one of feature, window, interval",
        "feature: rsi, output: value | output | value | one of feature, window, interval",
        "feature: macd, output: k | output | k | one of all, macd, signal, histogram",
        "feature: rsi, interval: 1us | interval | 1us | a duration from 1ms to 24h",
        "feature: rsi, interval: 10 | interval | 10 | a duration from 1ms to 24h",
      })
  void whatDoesNotFitIsRefused(String yaml, String field, String value, String allowed) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> builder("{type: feature, " + yaml + "}"));
    assertEquals(field, e.field());
    assertEquals(value, e.value());
    assertTrue(e.allowed().startsWith(allowed), e.allowed());
  }
}
