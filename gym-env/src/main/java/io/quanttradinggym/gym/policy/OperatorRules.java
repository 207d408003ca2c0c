package io.quanttradinggym.gym.policy;

import io.quanttradinggym.gym.policy.ModelGraph.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The operators that policies may use: operators of the standard domain without loops and
 * subgraphs, whose output sizes are known before execution.
 */
final class OperatorRules {
  /** Computes the output shapes of a node and rejects unsupported uses of the operator. */
  @FunctionalInterface
  interface Rule {
    void apply(NodeScope node);
  }

  private static final Map<String, Rule> RULES = rules();

  private OperatorRules() {}

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    ElementwiseRules.addTo(rules);
    ReductionRules.addTo(rules);
    ShapingRules.addTo(rules);
    SelectionRules.addTo(rules);
    LayerRules.addTo(rules);
    return Collections.unmodifiableMap(rules);
  }

  /**
   * @param policy for messages
   * @throws PolicyException if the operator is not allowed
   */
  static Rule of(String policy, Node node) {
    Rule rule = RULES.get(node.operator());
    if (rule == null) {
      throw new PolicyException(
          policy,
          node.text() + " is not allowed",
          "loop-free operators of the standard domain whose output size is bounded by their input's:"
              + " element-wise, reductions, Gemm, MatMul, Conv, normalisation, LSTM, GRU, RNN, Concat,"
              + " Slice, Gather, Reshape and others of that kind");
    }
    return rule;
  }
}
