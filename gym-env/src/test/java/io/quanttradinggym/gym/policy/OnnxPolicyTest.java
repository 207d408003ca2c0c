package io.quanttradinggym.gym.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.trader.FakeTrader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OnnxPolicyTest {
  private static final Scenario TINY = Models.scenario("");
  private static final float[] FIRST = {9, 1, 0, 0, 0};
  private static final float[] SECOND = {1, 9, 0, 0, 0};
  private static final float[] NEITHER = {0, 0, 5, 5, 5};

  private final FakeTrader trader = new FakeTrader();

  private List<String> decide(OnnxPolicy policy, float... observation) {
    trader.observation = observation;
    policy.decide(trader);
    return trader.sent();
  }

  private static OnnxPolicy policy(String file) {
    return new OnnxPolicy(Models.model(file, TINY), OrderBookMarket.of(TINY).actionSpec());
  }

  @ParameterizedTest
  @ValueSource(strings = {"actor-critic", "q-network"})
  void actsByTheLargestOutput(String file) {
    try (OnnxPolicy policy = policy(file)) {
      assertEquals(List.of("act 0.0"), decide(policy, FIRST));
      assertArrayEquals(new float[] {36, 1, 4}, policy.output());
      assertEquals(List.of("act 2.0"), decide(policy, SECOND));
      assertArrayEquals(new float[] {4, 1, 36}, policy.output());
      assertEquals(List.of("act 1.0"), decide(policy, NEITHER));
      assertArrayEquals(new float[] {0, 1, 0}, policy.output());
    }
  }

  @Test
  void actsInABox() {
    Scenario box = Models.boxScenario();
    OnnxModel model = Models.model("gaussian", box);
    assertEquals(Optional.of("mean"), model.rawOutput());
    try (OnnxPolicy policy = new OnnxPolicy(model, OrderBookMarket.of(box).actionSpec())) {
      assertEquals(List.of("act -1.0"), decide(policy, -3, 0.25f, 0, 0, 0));
      assertArrayEquals(new float[] {-3, 0.25f}, policy.output());
    }
  }

  @Test
  void remembersWithinAnEpisodeOnly() {
    try (OnnxPolicy policy = policy("recurrent")) {
      policy.reset(trader);
      assertEquals(List.of("act 0.0"), decide(policy, NEITHER));
      assertEquals(List.of("act 1.0"), decide(policy, NEITHER));
      assertEquals(List.of("act 2.0"), decide(policy, NEITHER));
      policy.reset(trader);
      assertEquals(List.of("act 0.0"), decide(policy, NEITHER));
    }
  }

  @Test
  void memoryIsSavedAndRestored() {
    try (OnnxPolicy policy = policy("recurrent");
        OnnxPolicy other = policy("recurrent")) {
      policy.reset(trader);
      decide(policy, NEITHER);
      StateWriter out = new StateWriter();
      policy.save(out);
      decide(policy, NEITHER);
      StateReader in = new StateReader(out.buffer(), 0, out.size());
      other.load(in);
      assertEquals(0, in.remaining());
      assertEquals(List.of("act 1.0"), decide(other, NEITHER));
    }
  }

  @Test
  void runsManyRowsAtOnce() {
    OnnxModel model = Models.model("actor-critic", TINY);
    try (OnnxBatch batch = new OnnxBatch(model, 3)) {
      float[] rows = new float[16];
      System.arraycopy(FIRST, 0, rows, 1, 5);
      System.arraycopy(SECOND, 0, rows, 6, 5);
      System.arraycopy(NEITHER, 0, rows, 11, 5);
      batch.run(rows, 1);
      float[] logits = new float[4];
      batch.copyRaw(1, logits, 1);
      assertEquals(0, batch.action(0, 0));
      assertEquals(2, batch.action(1, 0));
      assertEquals(1, batch.action(2, 0));
      assertArrayEquals(new float[] {0, 4, 1, 36}, logits);
    }
  }

  /** Exported policies of stable-baselines3, sb3-contrib and custom modules. */
  @ParameterizedTest
  @CsvSource({"multi-discrete, 2", "normalised, 2", "two-lstms, 1", "layers, 1"})
  void exportedModelsLoadAndDecide(String file, int components) {
    OnnxModel model = Models.model(file, TINY);
    for (int rows : new int[] {1, 3}) {
      try (OnnxBatch batch = new OnnxBatch(model, rows)) {
        batch.run(new float[5 * rows], 0);
        assertEquals(components, batch.actionSize());
        assertTrue(Float.isFinite(batch.action(rows - 1, components - 1)));
      }
    }
    model.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ppo", "dqn"})
  void trainedModelsOfTheRepositoryLoad(String algorithm) throws IOException {
    Path file = Path.of("..", "models", "market-making", algorithm, "policy.onnx");
    try (OnnxModel model = OnnxModel.load(algorithm, Files.readAllBytes(file))) {
      assertEquals(39, model.observationSize());
    }
  }

  @Test
  void metadataIsThere() {
    OnnxModel model = Models.model("q-network", TINY);
    assertEquals("PPO", model.metadata().get("algorithm"));
    assertEquals("tiny", model.metadata().get("scenario"));
    assertEquals(5, model.observationSize());
    assertEquals("q-network", model.name());
    assertEquals(Optional.of("q_values"), model.rawOutput());
  }

  @Test
  void corruptFilesAreRefused() {
    byte[] good = Models.bytes("q-network", TINY);
    for (byte[] bytes :
        List.of(
            new byte[0],
            "not a model".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.util.Arrays.copyOf(good, 200))) {
      PolicyException e =
          assertThrows(PolicyException.class, () -> OnnxModel.load("broken.onnx", bytes));
      assertTrue(String.valueOf(e.getMessage()).contains("got \"broken.onnx\" ("));
      assertEquals("policy", e.field());
    }
  }

  private static PolicyException unusable(String file, Map<String, String> metadata) {
    return assertThrows(
        PolicyException.class, () -> OnnxModel.load(file, Models.bytes(file, metadata)));
  }

  @ParameterizedTest
  @CsvSource({
    "qtg.format_version, no metadata entry qtg.format_version",
    "qtg.observation_spec, no metadata entry qtg.observation_spec",
    "qtg.observation_spec_hash, no metadata entry qtg.observation_spec_hash",
    "qtg.action_spec, no metadata entry qtg.action_spec"
  })
  void modelsWithoutMetadataAreRefused(String key, String told) {
    Map<String, String> metadata = Models.metadata(TINY);
    metadata.remove(key);
    assertTrue(
        String.valueOf(unusable("q-network", metadata).getMessage())
            .contains("\"q-network\" (" + told + "), expected "));
  }

  @Test
  void otherFormatsAndShapesAreRefused() {
    Map<String, String> metadata = Models.metadata(TINY);
    PolicyException e = unusable("no-action", metadata);
    assertTrue(
        String.valueOf(e.getMessage()).contains("(no output named action), expected "),
        e.getMessage());
    metadata.put("qtg.format_version", "2");
    e = unusable("q-network", metadata);
    assertTrue(
        String.valueOf(e.getMessage()).contains("(format version 2, supported 1), expected "));
  }

  @Test
  void whatNothingProvidesIsRefused() {
    OnnxModel model = Models.model("needs-the-future", TINY);
    PolicyException e =
        assertThrows(
            PolicyException.class,
            () -> new OnnxPolicy(model, OrderBookMarket.of(TINY).actionSpec()));
    assertTrue(
        String.valueOf(e.getMessage()).contains("(needs an unknown input future), expected "));
  }

  @Test
  void aMaskedActionIsNeverTaken() {
    try (OnnxPolicy policy = policy("masked")) {
      assertEquals(List.of("act 0.0"), decide(policy, FIRST));
      trader.mask = new boolean[] {false, true, true};
      assertEquals(List.of("act 2.0"), decide(policy, FIRST));
      trader.mask = new boolean[] {false, true, false};
      assertEquals(List.of("act 1.0"), decide(policy, FIRST));
    }
  }

  @Test
  void aPolicyThatIgnoresItsMaskIsStopped() {
    try (OnnxPolicy policy = policy("masked")) {
      trader.mask = new boolean[] {false, false, false};
      PolicyException e = assertThrows(PolicyException.class, () -> decide(policy, FIRST));
      assertTrue(String.valueOf(e.getMessage()).contains("returns the masked action 0"));
    }
  }

  @Test
  void otherNumbersOfComponentsAreRefused() {
    OnnxModel model = Models.model("q-network", TINY);
    ActionSpec box = OrderBookMarket.of(Models.boxScenario()).actionSpec();
    assertThrows(PolicyException.class, () -> new OnnxPolicy(model, box));
  }

  @Test
  void actionsOutsideTheSpaceAreRefused() {
    try (OnnxPolicy policy = policy("out-of-space")) {
      assertEquals(List.of("act 1.0"), decide(policy, SECOND));
      PolicyException e = assertThrows(PolicyException.class, () -> decide(policy, 0, 0, 0, 0, 1));
      assertTrue(
          String.valueOf(e.getMessage()).contains("outside the space: action: got 4, expected "));
    }
  }

  private static void checkFits(OnnxModel model, Scenario scenario) {
    OrderBookMarket market = OrderBookMarket.of(scenario);
    model.checkFits(
        market.newObservationBuilder().spec(),
        market.actionSpec().canonicalJson(market.action().toMap()));
  }

  private static PolicyMismatchException mismatch(String overrides) {
    OnnxModel model = Models.model("q-network", TINY);
    checkFits(model, TINY);
    return assertThrows(
        PolicyMismatchException.class, () -> checkFits(model, Models.scenario(overrides)));
  }

  @Test
  void anotherObservationIsRefusedWithTheDifference() {
    PolicyMismatchException e =
        mismatch("{\"observation\":[{\"type\":\"touch\",\"price_scale\":7},\"portfolio\"]}");
    assertEquals("observation", e.field());
    String message = String.valueOf(e.getMessage());
    assertTrue(
        message.contains(
            "missing in the policy: blocks.portfolio, fields.pnl, fields.pnl_change,"
                + " fields.position"),
        message);
    assertTrue(
        message.contains("only in the policy: blocks.clock, fields.remaining_time"), message);
    assertTrue(
        message.contains("blocks.touch.price_scale is 5.0 in the policy and 7.0 in the scenario"),
        message);
  }

  @Test
  void anotherOrderIsRefused() {
    PolicyMismatchException e = mismatch("{\"observation\":[\"clock\",\"touch\"]}");
    assertTrue(String.valueOf(e.getMessage()).endsWith("difference: the order"), e.getMessage());
  }

  @Test
  void anotherActionIsRefusedWithTheDifference() {
    PolicyMismatchException e = mismatch("{\"action\":{\"quantity\":20}}");
    assertEquals("action", e.field());
    String message = String.valueOf(e.getMessage());
    assertTrue(
        message.contains("scheme.quantity is 10 in the policy and 20 in the scenario"), message);
    e = mismatch("{\"action\":{\"type\":\"target-position\",\"targets\":[0,0.1,0.2,0.3]}}");
    message = String.valueOf(e.getMessage());
    assertTrue(message.contains("counts.0 is 3 in the policy and 4 in the scenario"), message);
  }
}
