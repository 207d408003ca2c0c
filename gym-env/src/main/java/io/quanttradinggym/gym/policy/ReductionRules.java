package io.quanttradinggym.gym.policy;

import java.util.Arrays;
import java.util.Map;

/** Shape rules of operators that reduce axes. */
final class ReductionRules {
  private static final String[] REDUCTIONS = {
    "ReduceL1",
    "ReduceL2",
    "ReduceLogSum",
    "ReduceLogSumExp",
    "ReduceMax",
    "ReduceMean",
    "ReduceMin",
    "ReduceProd",
    "ReduceSum",
    "ReduceSumSquare"
  };

  private ReductionRules() {}

  static void addTo(Map<String, OperatorRules.Rule> rules) {
    for (String operator : REDUCTIONS) {
      rules.put(operator, ReductionRules::reduce);
    }
    rules.put("ArgMax", ReductionRules::argument);
    rules.put("ArgMin", ReductionRules::argument);
    rules.put("TopK", ReductionRules::top);
    rules.put("GlobalAveragePool", ReductionRules::global);
    rules.put("GlobalMaxPool", ReductionRules::global);
  }

  private static void reduce(NodeScope node) {
    Tensor from = node.input(0);
    long[] axes = ShapingRules.axes(node, 1, new long[0]);
    node.work(from.count());
    if (axes.length == 0 && node.integer("noop_with_empty_axes", 0) != 0) {
      node.output(0, from.type(), from.shape());
      return;
    }
    boolean[] reduced = new boolean[from.rank()];
    Arrays.fill(reduced, axes.length == 0);
    for (long axis : axes) {
      reduced[node.axis(axis, from.rank())] = true;
    }
    output(node, from.type(), reduced);
  }

  private static void argument(NodeScope node) {
    Tensor from = node.input(0);
    boolean[] reduced = new boolean[from.rank()];
    reduced[node.axis(node.integer("axis", 0), from.rank())] = true;
    node.work(from.count());
    output(node, ElementType.INT64, reduced);
  }

  private static void output(NodeScope node, ElementType type, boolean[] reduced) {
    long[] shape = node.input(0).shape();
    boolean kept = node.integer("keepdims", 1) != 0;
    long[] result = new long[shape.length];
    int rank = 0;
    for (int i = 0; i < shape.length; i++) {
      if (!reduced[i]) {
        result[rank++] = shape[i];
      } else if (kept) {
        result[rank++] = 1;
      }
    }
    node.output(0, type, Arrays.copyOf(result, rank));
  }

  private static void top(NodeScope node) {
    Tensor from = node.input(0);
    long[] k = node.constants(1);
    long[] shape = from.shape().clone();
    int axis = node.axis(node.integer("axis", -1), from.rank());
    node.require(
        k.length == 1 && k[0] >= 1 && k[0] <= shape[axis],
        "k = " + Arrays.toString(k),
        "one k, 1 to " + shape[axis]);
    shape[axis] = k[0];
    node.work(from.count(), Long.SIZE);
    node.scratch(from.count());
    node.output(0, from.type(), shape);
    node.output(1, ElementType.INT64, shape);
  }

  private static void global(NodeScope node) {
    long[] shape = node.input(0).shape().clone();
    node.require(shape.length > 2, "%d axes".formatted(shape.length), "at least 3 axes");
    Arrays.fill(shape, 2, shape.length, 1);
    node.work(node.input(0).count());
    node.output(0, node.input(0).type(), shape);
  }
}
