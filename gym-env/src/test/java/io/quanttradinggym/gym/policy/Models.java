package io.quanttradinggym.gym.policy;

import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.ScenarioLoader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The tiny models of the test resources, with metadata as exported policies have it. */
public final class Models {
  /** Sees five numbers and decides between three. */
  public static final String SCENARIO =
      """
      name: tiny
      instruments: [{symbol: QTG}]
      population: [{type: market-maker, latency: 2ms}, {type: noise, count: 20, latency: 3ms}]
      episode: {start: 5s, duration: 30s, decision_interval: 1s}
      observation: [touch, clock]
      action: {type: direction, quantity: 10}
      reward: [pnl]
      evaluation: {baselines: [random, do-nothing, {type: best-fixed-half-spread, max_ticks: 3}]}
      """;

  private static final int METADATA_FIELD = (14 << 3) | 2;
  private static final int KEY_FIELD = (1 << 3) | 2;
  private static final int VALUE_FIELD = (2 << 3) | 2;

  private Models() {}

  public static Scenario scenario(String overrides) {
    return ScenarioLoader.ofClassPath().load(SCENARIO, overrides);
  }

  public static Scenario boxScenario() {
    return scenario("{\"action\":{\"type\":\"quote-offsets-continuous\",\"quantity\":10}}");
  }

  /** A model with the metadata of a policy trained on this scenario. */
  public static byte[] bytes(String file, Scenario scenario) {
    return bytes(file, metadata(scenario));
  }

  public static OnnxModel model(String file, Scenario scenario) {
    return OnnxModel.load(file, bytes(file, scenario));
  }

  public static Map<String, String> metadata(Scenario scenario) {
    ActionSpec action = OrderBookMarket.of(scenario).actionSpec();
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("qtg.format_version", "1");
    metadata.put("qtg.scenario", scenario.name());
    metadata.put(
        "qtg.observation_spec",
        OrderBookMarket.of(scenario).newObservationBuilder().spec().canonicalJson());
    metadata.put(
        "qtg.observation_spec_hash",
        OrderBookMarket.of(scenario).newObservationBuilder().spec().hash());
    metadata.put(
        "qtg.action_spec", action.canonicalJson(OrderBookMarket.of(scenario).action().toMap()));
    metadata.put("qtg.algorithm", "PPO");
    return metadata;
  }

  /** A model with these entries. */
  public static byte[] bytes(String file, Map<String, String> metadata) {
    return withMetadata(resource(file), metadata);
  }

  /** Appends entries to the model's metadata_props; protobuf fields may follow in any order. */
  static byte[] withMetadata(byte[] model, Map<String, String> metadata) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(model);
    metadata.forEach((key, value) -> {
      ByteArrayOutputStream entry = new ByteArrayOutputStream();
      write(entry, KEY_FIELD, key.getBytes(StandardCharsets.UTF_8));
      write(entry, VALUE_FIELD, value.getBytes(StandardCharsets.UTF_8));
      write(out, METADATA_FIELD, entry.toByteArray());
    });
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int field, byte[] content) {
    out.write(field);
    int length = content.length;
    while (length > 0x7f) {
      out.write((length & 0x7f) | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(content);
  }

  private static byte[] resource(String file) {
    try (InputStream in = Models.class.getResourceAsStream("/policies/" + file + ".onnx")) {
      if (in == null) {
        throw new IllegalArgumentException("no test model " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
