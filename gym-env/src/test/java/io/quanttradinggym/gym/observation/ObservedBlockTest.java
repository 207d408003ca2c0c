package io.quanttradinggym.gym.observation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.trader.FakeTrader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** History and scaling of a block. */
final class ObservedBlockTest {
  private static final double EXACT = 1e-6;

  private final FakeTrader trader = new FakeTrader();

  private static ObservedBlock block(String yaml) {
    return ObservedBlock.of(
        Plugins.load(ObservationBlockType.class), Documents.parseYaml(yaml, "block"), "");
  }

  private static ObservationBuilder builder(String more) {
    return new ObservationBuilder(
        List.of(block("{type: feature, feature: rsi, scale: 1" + more + "}")));
  }

  private float[] write(ObservationBuilder builder, double value) {
    trader.feature = value;
    float[] out = new float[builder.size()];
    builder.write(trader, out, 0);
    return out;
  }

  @Test
  void earlierDecisionsFollowNewestFirst() {
    ObservationBuilder builder = builder(", history: 3");
    assertEquals(
        List.of("feature_rsi_14_10s", "feature_rsi_14_10s_lag_1", "feature_rsi_14_10s_lag_2"),
        builder.spec().fields().stream().map(ObservationField::name).toList());
    builder.reset(trader);
    assertArrayEquals(new float[] {10, 10, 10}, write(builder, 10));
    assertArrayEquals(new float[] {20, 10, 10}, write(builder, 20));
    assertArrayEquals(new float[] {30, 20, 10}, write(builder, 30));
    assertArrayEquals(new float[] {40, 30, 20}, write(builder, 40));
    builder.reset(trader);
    assertArrayEquals(new float[] {50, 50, 50}, write(builder, 50));
  }

  @Test
  void framesHoldAllFieldsOfADecision() {
    ObservationBuilder builder =
        new ObservationBuilder(List.of(block("{type: feature, feature: stochastic, history: 2}")));
    builder.reset(trader);
    write(builder, 0);
    // The fake values differ by 1/8 from output to output; the scale is 100.
    assertArrayEquals(new float[] {0.08f, 0.08125f, 0, 0.00125f}, write(builder, 8));
    assertEquals("feature_stochastic_14_3_3_10s_d_lag_1", builder.spec().fields().get(3).name());
  }

  /** Of 1, 2, 3: means 1, 1.5, 2; variances 0, 1/4, 2/3. */
  @Test
  void perEpisodeStandardisesByAllDecisions() {
    ObservationBuilder builder = builder(", scaling: per-episode, history: 2");
    ObservationField field = builder.spec().fields().getFirst();
    assertEquals(
        new ObservationField("feature_rsi_14_10s", "standard deviations", 1, -10, 10), field);
    builder.reset(trader);
    assertArrayEquals(new float[] {0, 0}, write(builder, 1));
    assertArrayEquals(new float[] {1, -1}, write(builder, 2));
    float third = (float) (1 / Math.sqrt(2.0 / 3));
    assertArrayEquals(new float[] {third, 0}, write(builder, 3), 1e-6f);
    builder.reset(trader);
    assertArrayEquals(new float[] {0, 0}, write(builder, 7));
  }

  /**
   * Span 3, weight 1/2: after 1 and 2 as before; then mean 1.5 + 0.5 · 1.5 = 2.25 and variance 0.5
   * · (0.25 + 0.5 · 1.5²) = 0.6875.
   */
  @Test
  void runningForgetsOldDecisions() {
    ObservationBuilder builder = builder(", scaling: running, scaling_span: 3");
    builder.reset(trader);
    assertEquals(0, write(builder, 1)[0]);
    assertEquals(1, write(builder, 2)[0]);
    assertEquals(0.75 / Math.sqrt(0.6875), write(builder, 3)[0], EXACT);
  }

  @Test
  void unknownValuesDoNotCount() {
    ObservationBuilder builder = builder(", scaling: per-episode");
    builder.reset(trader);
    assertEquals(0, write(builder, Double.NaN)[0]);
    assertEquals(0, write(builder, 1)[0]);
    assertEquals(0, write(builder, Double.NaN)[0]);
    assertEquals(1, write(builder, 2)[0]);
    assertEquals(10, write(builder, Double.POSITIVE_INFINITY)[0]);
    // Of 1, 2, 4: mean 7/3 and variance 14/9.
    assertEquals(5.0 / 3 / Math.sqrt(14.0 / 9), write(builder, 4)[0], EXACT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", scaling: running", ", scaling: per-episode"})
  void aForkGoesOnAsItsOrigin(String scaling) {
    ObservationBuilder builder = builder(", history: 4" + scaling);
    builder.reset(trader);
    for (int i = 0; i < 6; i++) {
      write(builder, i * i);
    }
    StateWriter out = new StateWriter();
    builder.save(out);
    ObservationBuilder fork = builder(", history: 4" + scaling);
    fork.load(new StateReader(out.toByteArray(), 0, out.size()));
    for (int i = 0; i < 6; i++) {
      assertArrayEquals(write(builder, -i), write(fork, -i));
    }
  }

  /** The place of the newest frame and the numbers of values; each has its bounds. */
  @Test
  void forgedStatesAreRefused() {
    ObservationBuilder builder = builder(", history: 4, scaling: running");
    builder.reset(trader);
    write(builder, 1);
    StateWriter out = new StateWriter();
    builder.save(out);
    byte[] good = out.toByteArray();
    for (int[] forged : new int[][] {{0, 4}, {0, -1}, {Integer.BYTES + 1 + 4 * Long.BYTES, -1}}) {
      byte[] bad = good.clone();
      for (int i = 0; i < Integer.BYTES; i++) {
        bad[forged[0] + i] = (byte) (forged[1] >> (Byte.SIZE * i));
      }
      ObservationBuilder other = builder(", history: 4, scaling: running");
      assertThrows(
          IllegalStateException.class, () -> other.load(new StateReader(bad, 0, bad.length)));
    }
  }

  @Test
  void theDocumentReadsBackAndShowsWhatIsSet() {
    Map<String, Object> plain = block("type: touch").toMap();
    assertEquals(List.of("type", "instrument", "price_scale", "clip"), List.copyOf(plain.keySet()));
    Map<String, Object> framed =
        block("{type: touch, history: 2, scaling: running, scaling_span: 9}").toMap();
    assertEquals(2L, framed.get("history"));
    assertEquals("running", framed.get("scaling"));
    assertEquals(9L, framed.get("scaling_span"));
    assertEquals(
        framed, ObservedBlock.of(Plugins.load(ObservationBlockType.class), framed, "").toMap());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "history: 0 | history | an integer from 1 to 256",
        "history: 257 | history | an integer from 1 to 256",
        "scaling: z-score | scaling | one of fixed, running, per-episode",
        "scaling_span: 0 | scaling_span | an integer from 1 to 1000000",
      })
  void badKeysAreRefused(String key, String field, String allowed) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> block("{type: touch, " + key + "}"));
    assertEquals(field, e.field());
    assertEquals(allowed, e.allowed());
  }

  @Test
  void anObservationHasALargestSize() {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () ->
                new ObservationBuilder(
                    List.of(
                        block("{type: depth, levels: 50, history: 256}"),
                        block("{type: depth, levels: 50, history: 256, instrument: 1}"))));
    assertEquals("observation", e.field());
    assertEquals("at most 65536 fields", e.allowed());
  }
}
