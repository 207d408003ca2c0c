package io.quanttradinggym.gym.policy;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.quanttradinggym.gym.api.CanonicalJson;
import io.quanttradinggym.gym.api.ObservationSpec;
import io.quanttradinggym.gym.config.SpecDifference;
import io.quanttradinggym.gym.policy.onnx.OnnxEnvironment;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Network and metadata of a trained policy. Thread safe: any number of {@code OnnxPolicy} objects
 * can share it. Results are reproducible for one ONNX Runtime build and CPU type: one thread, fixed
 * batch shapes.
 */
public final class OnnxModel implements AutoCloseable {
  /** Prefix of this project's metadata entries; this class names them without it. */
  private static final String PREFIX = "qtg.";

  private static final String FORMAT_VERSION = "1";

  private final String name;
  private final String hash;
  private final ModelGraph graph;
  private final OrtSession session;
  private final SortedMap<String, String> metadata;
  private final InferenceStop stop;
  private final Duration limit;

  private OnnxModel(String name, String hash, ModelGraph graph, OrtSession session, Duration limit)
      throws OrtException {
    this(name, hash, graph, session, entries(session), new InferenceStop(), limit);
  }

  private OnnxModel(
      String name,
      String hash,
      ModelGraph graph,
      OrtSession session,
      SortedMap<String, String> metadata,
      InferenceStop stop,
      Duration limit) {
    this.name = name;
    this.hash = hash;
    this.graph = graph;
    this.session = session;
    this.metadata = metadata;
    this.stop = stop;
    this.limit = limit;
  }

  private static SortedMap<String, String> entries(OrtSession session) throws OrtException {
    SortedMap<String, String> entries = new TreeMap<>();
    session
        .getMetadata()
        .getCustomMetadata()
        .forEach((key, value) -> {
          if (key.startsWith(PREFIX)) {
            entries.put(key.substring(PREFIX.length()), value);
          }
        });
    return Collections.unmodifiableSortedMap(entries);
  }

  /**
   * Reads a model and validates that it is a policy.
   *
   * @param name for messages and reports
   * @throws PolicyException if the file is not a self-contained ONNX model or not a policy exported
   *     by this project, if an operator is not allowed, or if an inference needs too much memory or
   *     time
   */
  public static OnnxModel load(String name, byte[] bytes) {
    return load(name, bytes, Inference.TIME_LIMIT);
  }

  static OnnxModel load(String name, byte[] bytes, Duration limit) {
    ExternalDataCheck.check(name, bytes);
    ModelGraph graph = GraphReader.read(name, bytes);
    PolicyShapes.check(name, graph, 1);
    OnnxModel model;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // Returns memory to the system after each run and caches no memory plan.
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      OrtSession session = OnnxEnvironment.get().createSession(bytes, options);
      model = new OnnxModel(name, CanonicalJson.hash(bytes), graph, session, limit);
    } catch (OrtException e) {
      throw new PolicyException(name, "ONNX Runtime cannot load it: " + firstLine(e));
    }
    try {
      model.check();
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    return model;
  }

  static String firstLine(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private void check() {
    String version = require("format_version");
    if (!version.equals(FORMAT_VERSION)) {
      throw new PolicyException(
          name, "format version %s, supported %s".formatted(version, FORMAT_VERSION));
    }
    require("observation_spec");
    require("observation_spec_hash");
    require("action_spec");
    tensor(inputs(), "observation", OnnxJavaType.FLOAT);
    if (!outputs().containsKey("action")) {
      throw new PolicyException(name, "no output named action");
    }
  }

  /** A metadata entry that every policy must have. */
  public String require(String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new PolicyException(name, "no metadata entry " + PREFIX + key);
    }
    return value;
  }

  /** Shape of a tensor of the model; -1 for the batch. */
  long[] tensor(Map<String, NodeInfo> nodes, String node, OnnxJavaType type) {
    NodeInfo info = nodes.get(node);
    if (info == null || !(info.getInfo() instanceof TensorInfo tensor) || tensor.type != type) {
      throw new PolicyException(name, "no %s tensor named %s".formatted(type, node));
    }
    return tensor.getShape();
  }

  Map<String, NodeInfo> inputs() {
    try {
      return session.getInputInfo();
    } catch (OrtException e) {
      throw new PolicyException(name, firstLine(e));
    }
  }

  Map<String, NodeInfo> outputs() {
    try {
      return session.getOutputInfo();
    } catch (OrtException e) {
      throw new PolicyException(name, firstLine(e));
    }
  }

  OrtSession session() {
    return session;
  }

  /**
   * The same model for one operation, which {@code workStop} aborts. Only the owner closes the
   * model.
   */
  public OnnxModel until(InferenceStop workStop) {
    return new OnnxModel(name, hash, graph, session, metadata, workStop, limit);
  }

  InferenceStop stop() {
    return stop;
  }

  Inference newInference() {
    try {
      return new Inference(this, limit);
    } catch (OrtException e) {
      throw new PolicyException(name, firstLine(e));
    }
  }

  /**
   * Checks the cost of an inference of {@code rows} observations.
   *
   * @throws PolicyException if it needs too much memory or time
   */
  void checkShapes(int rows) {
    PolicyShapes.check(name, graph, rows);
  }

  public String name() {
    return name;
  }

  /** SHA-256 of the file. */
  public String hash() {
    return hash;
  }

  /** Entries such as scenario, algorithm, seed, observation_spec, observation_spec_hash. */
  public SortedMap<String, String> metadata() {
    return metadata;
  }

  /** Number of elements of the observation. */
  public int observationSize() {
    long[] shape = tensor(inputs(), "observation", OnnxJavaType.FLOAT);
    return (int) shape[shape.length - 1];
  }

  /** Number of choices in an action mask; 0 if the model takes none. */
  int maskSize() {
    if (!inputs().containsKey("action_mask")) {
      return 0;
    }
    long[] shape = tensor(inputs(), "action_mask", OnnxJavaType.BOOL);
    return Math.toIntExact(shape[shape.length - 1]);
  }

  /** Name of the raw output that determines the action: logits, q_values or mean. */
  public Optional<String> rawOutput() {
    return java.util.stream.Stream.of("logits", "q_values", "mean")
        .filter(outputs()::containsKey)
        .findFirst();
  }

  /**
   * Validates that the policy matches this observation and action.
   *
   * @param action canonical JSON of the action space and its scheme
   * @throws PolicyMismatchException with the difference
   */
  public void checkFits(ObservationSpec observation, String action) {
    String hash = require("observation_spec_hash");
    if (!hash.equals(observation.hash()) || observationSize() != observation.size()) {
      throw new PolicyMismatchException(
          name,
          "observation",
          hash,
          observation.hash(),
          SpecDifference.describe(require("observation_spec"), observation.canonicalJson()));
    }
    String given = require("action_spec");
    if (!given.equals(action)) {
      throw new PolicyMismatchException(
          name, "action", given, action, SpecDifference.describe(given, action));
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
