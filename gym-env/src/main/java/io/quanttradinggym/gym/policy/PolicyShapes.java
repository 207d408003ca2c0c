package io.quanttradinggym.gym.policy;

import io.quanttradinggym.gym.policy.ModelGraph.Declared;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that the inputs and outputs of a model have the shapes of a policy. */
final class PolicyShapes {
  private static final int MAX_WIDTH = 1_000_000;

  private final String policy;
  private final int rows;
  private final Map<String, Tensor> values;

  private PolicyShapes(String policy, int rows, Map<String, Tensor> values) {
    this.policy = policy;
    this.rows = rows;
    this.values = values;
  }

  /**
   * @param policy for messages
   * @param rows observations per run
   * @throws PolicyException if a shape differs, or an operator is not allowed
   */
  static void check(String policy, ModelGraph graph, int rows) {
    PolicyShapes shapes = new PolicyShapes(policy, rows, ShapeInference.infer(policy, graph, rows));
    graph.inputs().forEach(shapes::input);
    graph.outputs().forEach(shapes::output);
  }

  private void input(Declared input) {
    switch (input.name()) {
      case "observation" -> check(input, 0, 2, "(batch, d)");
      case "action_mask" -> check(input, 0, 2, "(batch, n)");
      case "h", "c" -> check(input, 1, 3, "(layers, batch, n)");
      case "episode_start" -> check(input, 0, 1, "(batch)");
      default -> {} // rejected elsewhere
    }
  }

  private void output(Declared output) {
    switch (output.name()) {
      case "action" -> {
        boolean flat = values.containsKey("action") && value(output).rank() == 1;
        check(output, 0, flat ? 1 : 2, "(batch) or (batch, n)");
      }
      case "logits", "q_values", "mean", "log_std" -> check(output, 0, 2, "(batch, n)");
      case "h_out", "c_out" -> check(output, 1, 3, "(layers, batch, n)");
      default -> {} // an unused output, such as value
    }
  }

  private Tensor value(Declared declared) {
    Tensor value = values.get(declared.name());
    if (value == null) {
      throw new PolicyException(policy, "nothing computes \"%s\"".formatted(declared.name()));
    }
    return value;
  }

  private void check(Declared declared, int batchAxis, int rank, String allowed) {
    long[] shape = value(declared).shape();
    boolean fits = shape.length == rank && shape[batchAxis] == rows;
    for (int i = 0; fits && i < rank; i++) {
      fits = shape[i] >= 1 && (i == batchAxis || shape[i] <= MAX_WIDTH);
    }
    long @Nullable [] given = declared.shape();
    if (!fits || given == null || given.length != rank) {
      throw new PolicyException(
          policy,
          "\"%s\" has the shape %s for a batch of %d"
              .formatted(declared.name(), value(declared).shapeText(), rows),
          allowed);
    }
  }
}
