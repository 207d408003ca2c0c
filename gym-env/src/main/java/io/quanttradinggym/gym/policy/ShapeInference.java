package io.quanttradinggym.gym.policy;

import io.quanttradinggym.gym.policy.ModelGraph.Declared;
import io.quanttradinggym.gym.policy.ModelGraph.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the shapes of all values of a model for a given batch, before the model runs. The shapes
 * bound the memory and time of an inference. No shape may depend on the observation.
 */
final class ShapeInference {
  /** Limit of the bytes of all values of an inference; every element counts as the widest type. */
  private static final long MAX_BYTES = 64L << 20;

  /**
   * Limit of the multiplications and additions of an inference: a few tenths of a second on one
   * core.
   */
  private static final long MAX_WORK = 1L << 30;

  private static final int MAX_RANK = 8;

  private final String policy;
  private final ModelGraph graph;
  private final long rows;
  private final Map<String, Tensor> values;
  private long bytes;
  private long work;

  private ShapeInference(String policy, ModelGraph graph, int rows) {
    this.policy = policy;
    this.graph = graph;
    this.rows = rows;
    values = new LinkedHashMap<>(graph.initializers());
  }

  /**
   * The values of the graph by name.
   *
   * @param policy for messages
   * @param rows size of the axes that the inputs leave open: observations per run
   * @throws PolicyException if an operator is not allowed, or the model is too large
   */
  static Map<String, Tensor> infer(String policy, ModelGraph graph, int rows) {
    ShapeInference inference = new ShapeInference(policy, graph, rows);
    graph.inputs().forEach(inference::addInput);
    for (Node node : graph.nodes()) {
      OperatorRules.of(policy, node).apply(new NodeScope(inference, node));
    }
    for (Declared value : graph.values()) {
      if (inference.values.containsKey(value.name())) {
        inference.checkDeclared(value);
      }
    }
    graph.outputs().forEach(inference::checkDeclared);
    return inference.values;
  }

  private void addInput(Declared input) {
    Tensor initializer = graph.initializers().get(input.name());
    if (initializer != null) {
      return; // the default of an input that is never overridden
    }
    long @Nullable [] declared = input.shape();
    ElementType type = input.type();
    if (type == null || declared == null || declared.length == 0 || declared.length > MAX_RANK) {
      throw new PolicyException(
          policy,
          "input \"%s\" without a shape".formatted(input.name()),
          "a declared shape such as (batch, d)");
    }
    long[] shape = declared.clone();
    for (int i = 0; i < shape.length; i++) {
      shape[i] = shape[i] == -1 ? rows : shape[i];
    }
    put("input \"%s\"".formatted(input.name()), input.name(), Tensor.of(type, shape));
  }

  /**
   * Rejects declared shapes that differ from the computed shapes, because ONNX Runtime may plan
   * memory by them.
   */
  private void checkDeclared(Declared declared) {
    Tensor actual = values.get(declared.name());
    if (actual == null) {
      throw new PolicyException(policy, "nothing computes \"%s\"".formatted(declared.name()));
    }
    boolean fits = actual.type() == declared.type();
    long @Nullable [] shape = declared.shape();
    if (shape != null) {
      fits &= shape.length == actual.rank();
      for (int i = 0; fits && i < shape.length; i++) {
        fits = shape[i] == -1 || shape[i] == actual.shape()[i] || isBatch(actual, i, shape[i]);
      }
    }
    if (!fits) {
      throw new PolicyException(
          policy,
          "\"%s\" is declared otherwise than computed".formatted(declared.name()),
          "%s %s".formatted(actual.type(), actual.shapeText()));
    }
  }

  /** Some exporters always declare a fixed batch of one. */
  private boolean isBatch(Tensor actual, int axis, long declared) {
    return declared == 1 && actual.shape()[axis] == rows;
  }

  @Nullable Tensor value(String name) {
    return values.get(name);
  }

  String policy() {
    return policy;
  }

  /** Adds a computed value, after its cost. */
  void put(String origin, String name, Tensor tensor) {
    boolean sized = tensor.rank() <= MAX_RANK;
    for (long axis : tensor.shape()) {
      sized &= axis > 0 || (axis == 0 && tensor.rank() == 1 && tensor.integers() != null);
    }
    if (!sized) {
      throw new PolicyException(
          policy,
          "%s gives the shape %s".formatted(origin, tensor.shapeText()),
          "at most %d axes of at least 1".formatted(MAX_RANK));
    }
    addBytes(origin, Tensor.multiply(tensor.count(), Long.BYTES));
    addWork(origin, tensor.count());
    if (values.putIfAbsent(name, tensor) != null) {
      throw new PolicyException(policy, "two values \"%s\"".formatted(name));
    }
  }

  void addBytes(String origin, long more) {
    bytes = Math.min(bytes + more, Long.MAX_VALUE / 2);
    if (bytes > MAX_BYTES) {
      throw new PolicyException(
          policy,
          "the values up to %s take more than %d bytes".formatted(origin, MAX_BYTES),
          "at most %d bytes for all values of an inference, 8 per element".formatted(MAX_BYTES));
    }
  }

  void addWork(String origin, long more) {
    work = Math.min(work + more, Long.MAX_VALUE / 2);
    if (work > MAX_WORK) {
      throw new PolicyException(
          policy,
          "the operators up to %s take more than %d operations".formatted(origin, MAX_WORK),
          "at most %d operations in an inference".formatted(MAX_WORK));
    }
  }
}
