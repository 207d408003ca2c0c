package io.quanttradinggym.gym.policy;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operators that compute each element by itself, with broadcasting. */
final class ElementwiseRules {
  private static final String[] UNARY = {
    "Abs",
    "Acos",
    "Acosh",
    "Asin",
    "Asinh",
    "Atan",
    "Atanh",
    "Ceil",
    "Celu",
    "Clip",
    "Cos",
    "Cosh",
    "CumSum",
    "Elu",
    "Erf",
    "Exp",
    "Floor",
    "Gelu",
    "HardSigmoid",
    "HardSwish",
    "Hardmax",
    "Identity",
    "LRN",
    "LeakyRelu",
    "Log",
    "LogSoftmax",
    "LpNormalization",
    "MeanVarianceNormalization",
    "Mish",
    "Neg",
    "Not",
    "Reciprocal",
    "Relu",
    "Round",
    "Selu",
    "Shrink",
    "Sigmoid",
    "Sign",
    "Sin",
    "Sinh",
    "Softmax",
    "Softplus",
    "Softsign",
    "Sqrt",
    "Swish",
    "Tan",
    "Tanh",
    "ThresholdedRelu",
    "Trilu"
  };
  private static final String[] BINARY = {
    "Add", "Sub", "Mul", "Div", "Mod", "Pow", "PRelu", "Max", "Min", "Mean", "Sum", "And", "Or",
    "Xor"
  };
  private static final String[] COMPARISONS = {
    "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"
  };

  private ElementwiseRules() {}

  static void addTo(Map<String, OperatorRules.Rule> rules) {
    for (String operator : UNARY) {
      rules.put(
          operator,
          node ->
              node.output(
                  0,
                  operator.equals("Identity")
                      ? node.input(0)
                      : Tensor.of(node.input(0).type(), node.input(0).shape())));
    }
    for (String operator : BINARY) {
      rules.put(operator, node -> broadcast(node, operator));
    }
    for (String operator : COMPARISONS) {
      rules.put(operator, node -> compare(node, operator));
    }
    rules.put("IsInf", ElementwiseRules::test);
    rules.put("IsNaN", ElementwiseRules::test);
    rules.put("Cast", ElementwiseRules::cast);
    rules.put("CastLike", node -> convert(node, node.input(1).type()));
    rules.put("Dropout", ElementwiseRules::dropout);
    rules.put("Where", ElementwiseRules::where);
  }

  private static void test(NodeScope node) {
    node.output(0, ElementType.BOOL, node.input(0).shape());
  }

  private static void cast(NodeScope node) {
    long number = node.integer("to", 0);
    Optional<ElementType> type = ElementType.of(number);
    node.require(type.isPresent(), "to = " + number, "a type of numbers");
    convert(node, type.orElseThrow());
  }

  private static void convert(NodeScope node, ElementType type) {
    Tensor from = node.input(0);
    boolean kept = type == ElementType.INT64 && !from.type().isFraction();
    node.output(0, new Tensor(type, from.shape(), kept ? from.integers() : null));
  }

  private static void dropout(NodeScope node) {
    node.require(!node.has(2), "a training mode", "no training mode");
    node.output(0, node.input(0).type(), node.input(0).shape());
    node.output(1, ElementType.BOOL, node.input(0).shape());
  }

  private static void broadcast(NodeScope node, String operator) {
    Tensor first = node.input(0);
    if (operator.equals("Div") || operator.equals("Mod")) {
      checkDivisor(node);
    }
    long[] shape = first.shape();
    for (int i = 1; i < node.inputs(); i++) {
      shape = broadcast(node, shape, node.input(i).shape());
    }
    long @Nullable [] integers =
        node.inputs() == 2 && first.type() == ElementType.INT64
            ? Integers.combine(operator, first, node.input(1), shape)
            : null;
    node.output(0, new Tensor(first.type(), shape, integers));
  }

  /** Integer division by 0, and of the least integer by -1, ends the process. */
  private static void checkDivisor(NodeScope node) {
    Tensor divisor = node.input(1);
    boolean safe = !divisor.type().isInteger() && !node.input(0).type().isInteger();
    long @Nullable [] integers = divisor.integers();
    if (integers != null) {
      safe = true;
      for (long value : integers) {
        safe &= value != 0 && value != -1;
      }
    }
    node.require(safe, "an integer divisor", "fractions, or constants other than 0 and -1");
  }

  private static void compare(NodeScope node, String operator) {
    long[] shape = broadcast(node, node.input(0).shape(), node.input(1).shape());
    node.output(
        0,
        new Tensor(
            ElementType.BOOL,
            shape,
            node.input(0).type() == ElementType.INT64
                ? Integers.combine(operator, node.input(0), node.input(1), shape)
                : null));
  }

  private static void where(NodeScope node) {
    Tensor condition = node.input(0);
    Tensor yes = node.input(1);
    Tensor no = node.input(2);
    long[] shape = broadcast(node, condition.shape(), broadcast(node, yes.shape(), no.shape()));
    node.output(0, new Tensor(yes.type(), shape, Integers.choose(condition, yes, no, shape)));
  }

  /** The shape of two tensors that are stretched to each other. */
  static long[] broadcast(NodeScope node, long[] a, long[] b) {
    long[] shape = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= shape.length; i++) {
      long x = i <= a.length ? a[a.length - i] : 1;
      long y = i <= b.length ? b[b.length - i] : 1;
      node.require(
          x == y || x == 1 || y == 1,
          "shapes with the axes %d and %d".formatted(x, y),
          "shapes that can be broadcast to each other");
      shape[shape.length - i] = x == 1 ? y : x;
    }
    return shape;
  }
}
