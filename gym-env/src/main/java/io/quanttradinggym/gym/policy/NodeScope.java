package io.quanttradinggym.gym.policy;

import io.quanttradinggym.gym.policy.ModelGraph.Attribute;
import io.quanttradinggym.gym.policy.ModelGraph.Node;
import org.jspecify.annotations.Nullable;

/** Inputs, attributes and outputs of one operator, for the rule that computes its output shapes. */
final class NodeScope {
  private final ShapeInference inference;
  private final Node node;

  NodeScope(ShapeInference inference, Node node) {
    this.inference = inference;
    this.node = node;
  }

  int inputs() {
    return node.inputs().size();
  }

  int outputs() {
    return node.outputs().size();
  }

  boolean has(int input) {
    return input < inputs() && !node.inputs().get(input).isEmpty();
  }

  Tensor input(int index) {
    Tensor tensor = has(index) ? inference.value(node.inputs().get(index)) : null;
    if (tensor == null) {
      throw fail(
          has(index) ? "input %d is computed by no earlier node" : "no input %d",
          index,
          "nodes in order, with their inputs");
    }
    return tensor;
  }

  /** The elements of an input that must not depend on the observation. */
  long[] constants(int index) {
    Tensor tensor = input(index);
    long @Nullable [] integers = tensor.integers();
    if (integers == null || tensor.rank() > 1) {
      throw fail("input %d depends on the observation or is no vector", index, "constants");
    }
    return integers;
  }

  private @Nullable Attribute attribute(String name) {
    return node.attributes().get(name);
  }

  boolean hasAttribute(String name) {
    return node.attributes().containsKey(name);
  }

  long integer(String name, long missing) {
    Attribute attribute = attribute(name);
    return attribute == null || attribute.integers().length == 0
        ? missing
        : attribute.integers()[0];
  }

  /** The integers of an attribute; null if it is missing. */
  long @Nullable [] integers(String name) {
    Attribute attribute = attribute(name);
    return attribute == null ? null : attribute.integers();
  }

  /** Number of floating-point elements of the attribute. */
  int floats(String name) {
    Attribute attribute = attribute(name);
    return attribute == null ? 0 : attribute.floats();
  }

  @Nullable String text(String name) {
    Attribute attribute = attribute(name);
    return attribute == null ? null : attribute.text();
  }

  @Nullable Tensor tensor(String name) {
    Attribute attribute = attribute(name);
    return attribute == null ? null : attribute.tensor();
  }

  /** Rejects an attribute whose value is not its default. */
  void expect(String name, long value) {
    long given = integer(name, value);
    if (given != value) {
      throw fail("%s = %d".formatted(name, given), "%s = %d".formatted(name, value));
    }
  }

  /** Normalises an axis to an index from 0 for a tensor of the given rank. */
  int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw fail("the axis %d".formatted(axis), "an axis of %d".formatted(rank));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  void output(int index, ElementType type, long... shape) {
    output(index, Tensor.of(type, shape));
  }

  /** Sets an output; does nothing if the node omits it. */
  void output(int index, Tensor tensor) {
    if (index < outputs() && !node.outputs().get(index).isEmpty()) {
      inference.put(node.text(), node.outputs().get(index), tensor);
    } else {
      scratch(tensor.count());
    }
  }

  /** Counts elements of temporary memory of the operator. */
  void scratch(long elements) {
    inference.addBytes(node.text(), Tensor.multiply(elements, Long.BYTES));
  }

  /** Counts multiplications and additions. */
  void work(long... factors) {
    inference.addWork(node.text(), Tensor.product(factors, 0, factors.length));
  }

  void require(boolean condition, String problem, String allowed) {
    if (!condition) {
      throw fail(problem, allowed);
    }
  }

  private PolicyException fail(String problem, int index, String allowed) {
    return fail(problem.formatted(index), allowed);
  }

  PolicyException fail(String problem, String allowed) {
    return new PolicyException(
        inference.policy(), "%s: %s".formatted(node.text(), problem), allowed);
  }
}
