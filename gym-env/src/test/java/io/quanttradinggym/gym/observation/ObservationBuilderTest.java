package io.quanttradinggym.gym.observation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.api.ObservationSpec;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.trader.FakeTrader;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ObservationBuilderTest {
  /** A block that writes what the test says. */
  private record Constant(List<Double> values) implements ObservationBlockType {
    @Override
    public String type() {
      return "constant";
    }

    @Override
    public String description() {
      return "For tests.";
    }

    @Override
    public Set<View> needs() {
      return View.setOf();
    }

    @Override
    public List<ParameterSpec> parameters() {
      return List.of();
    }

    @Override
    public ObservationBlock create(Parameters parameters) {
      return new ObservationBlock() {
        @Override
        public List<ObservationField> fields() {
          return values.stream()
              .map(v -> new ObservationField("f" + v, "ticks", 2, -1, 3))
              .toList();
        }

        @Override
        public void write(Views views, double[] raw, int offset) {
          for (int i = 0; i < values.size(); i++) {
            raw[offset + i] = values.get(i);
          }
        }
      };
    }
  }

  private static ObservedBlock block(String yaml) {
    return ObservedBlock.of(
        Plugins.load(ObservationBlockType.class), Documents.parseYaml(yaml, "block"), "");
  }

  private static ObservationBuilder builder(String... yaml) {
    return new ObservationBuilder(Arrays.stream(yaml).map(ObservationBuilderTest::block).toList());
  }

  @Test
  void scalesAndClipsAndNeverWritesNan() {
    ObservationBuilder builder =
        new ObservationBuilder(
            List.of(
                ObservedBlock.of(
                    Configured.of(
                        new Constant(
                            List.of(
                                1.0,
                                100.0,
                                -100.0,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                0x1p-1074))))));
    float[] out = new float[8];
    builder.write(new FakeTrader(), out, 1);
    assertArrayEquals(new float[] {0, 0.5f, 3, -1, 0, 3, 0, 0}, out);
  }

  @Test
  void blocksFollowEachOther() {
    ObservationBuilder builder = builder("type: clock", "type: touch");
    FakeTrader trader = new FakeTrader();
    trader.market.levels(0, Side.BUY, 98, 10).levels(0, Side.SELL, 103, 10);
    builder.reset(trader);
    float[] out = new float[builder.size()];
    builder.write(trader, out, 0);
    assertArrayEquals(new float[] {1, 1, 0, 0.1f, 0}, out);
    assertEquals(List.of("clock", "touch", "touch", "touch", "touch"), builder.spec().blocks());
    assertEquals(5, builder.spec().size());
  }

  @Test
  void twoFieldsOfOneNameAreRefused() {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> builder("type: clock", "type: clock"));
    assertEquals("remaining_time", e.value());
    assertThrows(InvalidInputException.class, () -> builder());
  }

  @Test
  void hashNamesTheCanonicalForm() {
    ObservationSpec spec = builder("type: clock", "type: touch").spec();
    assertEquals(
        "{\"blocks\":[{\"type\":\"clock\"},"
            + "{\"clip\":5.0,\"instrument\":0,\"price_scale\":5.0,\"type\":\"touch\"}],"
            + "\"fields\":[{\"block\":\"clock\",\"high\":1.0,\"low\":0.0,"
            + "\"name\":\"remaining_time\",\"scale\":1.0,\"unit\":\"\"},"
            + "{\"block\":\"touch\",\"high\":5.0,\"low\":0.0,"
            + "\"name\":\"spread\",\"scale\":5.0,\"unit\":\"ticks\"},"
            + "{\"block\":\"touch\",\"high\":1.0,\"low\":-1.0,"
            + "\"name\":\"queue_imbalance\",\"scale\":1.0,\"unit\":\"\"},"
            + "{\"block\":\"touch\",\"high\":5.0,\"low\":-5.0,"
            + "\"name\":\"mid_minus_last_trade\",\"scale\":5.0,\"unit\":\"ticks\"},"
            + "{\"block\":\"touch\",\"high\":5.0,\"low\":-5.0,"
            + "\"name\":\"microprice_minus_mid\",\"scale\":5.0,\"unit\":\"ticks\"}]}",
        spec.canonicalJson());
    // sha256sum of that text: policies in use carry it, so it must not change by accident
    assertEquals("6e845b171db5b473e36fe24c5d00833347f58bfce229c41e8361f69d7f3f2c32", spec.hash());
  }

  @Test
  void hashDependsOnOrderAndParameters() {
    String hash = builder("type: clock", "type: touch").spec().hash();
    assertNotEquals(hash, builder("type: touch", "type: clock").spec().hash());
    assertNotEquals(hash, builder("type: clock", "{type: touch, price_scale: 6}").spec().hash());
    // Some parameters change no field; they still change what the numbers mean.
    assertNotEquals(
        builder("{type: returns, volatility_window: 5}").spec().hash(),
        builder("{type: returns, volatility_window: 6}").spec().hash());
  }

  @Test
  void fieldsAreChecked() {
    assertThrows(InvalidInputException.class, () -> new ObservationField("x", "", 0, 0, 1));
    assertThrows(
        InvalidInputException.class,
        () -> new ObservationField("x", "", 1, 0, Float.POSITIVE_INFINITY));
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> new ObservationField("x", "", 1, 1, 1));
    assertTrue(e.field().startsWith("x"));
  }
}
