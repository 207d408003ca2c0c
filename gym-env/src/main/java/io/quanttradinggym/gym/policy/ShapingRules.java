package io.quanttradinggym.gym.policy;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shape rules of operators that reshape tensors or compute shapes. */
final class ShapingRules {
  private ShapingRules() {}

  static void addTo(Map<String, OperatorRules.Rule> rules) {
    rules.put("Constant", ShapingRules::constant);
    rules.put("ConstantOfShape", ShapingRules::constantOfShape);
    rules.put("Expand", ShapingRules::expand);
    rules.put("Flatten", ShapingRules::flatten);
    rules.put("Range", ShapingRules::range);
    rules.put("Reshape", ShapingRules::reshape);
    rules.put("Shape", ShapingRules::shape);
    rules.put("Size", node -> node.output(0, scalar(node.input(0).count())));
    rules.put("Squeeze", ShapingRules::squeeze);
    rules.put("Tile", ShapingRules::tile);
    rules.put("Transpose", ShapingRules::transpose);
    rules.put("Unsqueeze", ShapingRules::unsqueeze);
  }

  private static Tensor scalar(long value) {
    return new Tensor(ElementType.INT64, new long[0], new long[] {value});
  }

  /** Reads axes from the attribute of old operators or the input of new ones. */
  static long[] axes(NodeScope node, int input, long[] missing) {
    long @Nullable [] given = node.integers("axes");
    if (given != null) {
      return given;
    }
    return node.has(input) ? node.constants(input) : missing;
  }

  private static void constant(NodeScope node) {
    Tensor tensor = node.tensor("value");
    long @Nullable [] list = node.integers("value_ints");
    if (tensor != null) {
      node.output(0, tensor);
    } else if (list != null) {
      node.output(0, Tensor.vector(list));
    } else if (node.hasAttribute("value_int")) {
      node.output(0, scalar(node.integer("value_int", 0)));
    } else if (node.floats("value_float") == 1) {
      node.output(0, ElementType.FLOAT);
    } else if (node.floats("value_floats") > 0) {
      node.output(0, ElementType.FLOAT, node.floats("value_floats"));
    } else {
      throw node.fail("no value", "a value of numbers");
    }
  }

  private static void constantOfShape(NodeScope node) {
    long[] shape = node.constants(0);
    Tensor value = node.tensor("value");
    ElementType type = value == null ? ElementType.FLOAT : value.type();
    long @Nullable [] integers = value == null ? null : value.integers();
    long count = shape.length == 1 ? shape[0] : -1;
    boolean kept = integers != null && integers.length == 1 && count >= 0;
    if (kept && count <= Tensor.MAX_INTEGERS) {
      long[] elements = new long[(int) count];
      Arrays.fill(elements, integers == null ? 0 : integers[0]);
      node.output(0, new Tensor(type, shape, elements));
    } else {
      node.output(0, type, shape);
    }
  }

  private static void expand(NodeScope node) {
    Tensor from = node.input(0);
    node.output(0, from.type(), ElementwiseRules.broadcast(node, from.shape(), node.constants(1)));
  }

  private static void flatten(NodeScope node) {
    long[] shape = node.input(0).shape();
    long given = node.integer("axis", 1);
    int axis = node.axis(given < 0 ? given + shape.length : given, shape.length + 1);
    node.output(
        0,
        node.input(0).type(),
        Tensor.product(shape, 0, axis),
        Tensor.product(shape, axis, shape.length));
  }

  private static void range(NodeScope node) {
    long[] from = node.constants(0);
    long[] to = node.constants(1);
    long[] step = node.constants(2);
    boolean valid =
        from.length == 1
            && to.length == 1
            && step.length == 1
            && step[0] > 0
            && Math.max(Math.abs(from[0]), Math.abs(to[0])) <= Integer.MAX_VALUE;
    node.require(
        valid,
        "another range",
        "a constant start and limit of at most 31 bits, and a step above 0");
    long count = Math.max(0, Math.ceilDiv(to[0] - from[0], step[0]));
    if (count <= Tensor.MAX_INTEGERS) {
      long[] elements = new long[(int) count];
      Arrays.setAll(elements, i -> from[0] + i * step[0]);
      node.output(0, Tensor.vector(elements));
    } else {
      node.output(0, ElementType.INT64, count);
    }
  }

  private static void reshape(NodeScope node) {
    Tensor from = node.input(0);
    long[] shape = node.constants(1).clone();
    int open = -1;
    long known = 1;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] == 0 && node.integer("allowzero", 0) == 0) {
        shape[i] = i < from.rank() ? from.shape()[i] : -2;
      }
      if (shape[i] == -1 && open == -1) {
        open = i;
      } else {
        known = shape[i] < 0 ? -1 : Tensor.multiply(known, shape[i]);
      }
      node.require(known > 0, "the shape " + Arrays.toString(shape), "axes of at least 1");
    }
    if (open >= 0) {
      shape[open] = from.count() / known;
      known = Tensor.multiply(known, shape[open]);
    }
    node.require(
        known == from.count(),
        "%s to %s".formatted(from.shapeText(), Arrays.toString(shape)),
        "a shape of as many elements");
    node.output(0, new Tensor(from.type(), shape, from.integers()));
  }

  private static void shape(NodeScope node) {
    long[] shape = node.input(0).shape();
    int start = limit(node.integer("start", 0), shape.length);
    int end = limit(node.integer("end", shape.length), shape.length);
    node.output(0, Tensor.vector(Arrays.copyOfRange(shape, start, Math.max(start, end))));
  }

  private static int limit(long index, int rank) {
    return Math.clamp(index < 0 ? index + rank : index, 0, rank);
  }

  private static void squeeze(NodeScope node) {
    Tensor from = node.input(0);
    boolean[] gone = new boolean[from.rank()];
    for (int i = 0; i < gone.length; i++) {
      gone[i] = node.inputs() == 1 && !node.hasAttribute("axes") && from.shape()[i] == 1;
    }
    for (long axis : axes(node, 1, new long[0])) {
      int index = node.axis(axis, from.rank());
      node.require(from.shape()[index] == 1, "an axis of " + from.shape()[index], "axes of 1");
      gone[index] = true;
    }
    long[] shape = new long[from.rank()];
    int rank = 0;
    for (int i = 0; i < gone.length; i++) {
      if (!gone[i]) {
        shape[rank++] = from.shape()[i];
      }
    }
    node.output(0, new Tensor(from.type(), Arrays.copyOf(shape, rank), from.integers()));
  }

  private static void unsqueeze(NodeScope node) {
    Tensor from = node.input(0);
    long[] axes = axes(node, 1, new long[0]);
    node.require(axes.length <= Long.BYTES, axes.length + " axes", "few axes");
    boolean[] added = new boolean[from.rank() + axes.length];
    for (long axis : axes) {
      int index = node.axis(axis, added.length);
      node.require(!added[index], "an axis twice", "different axes");
      added[index] = true;
    }
    long[] shape = new long[added.length];
    int next = 0;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = added[i] ? 1 : from.shape()[next++];
    }
    node.output(0, new Tensor(from.type(), shape, from.integers()));
  }

  private static void tile(NodeScope node) {
    Tensor from = node.input(0);
    long[] repeats = node.constants(1);
    node.require(repeats.length == from.rank(), repeats.length + " repeats", "one per axis");
    long[] shape = from.shape().clone();
    for (int i = 0; i < shape.length; i++) {
      shape[i] = repeats[i] < 0 ? -1 : Tensor.multiply(shape[i], repeats[i]);
    }
    node.output(0, from.type(), shape);
  }

  private static void transpose(NodeScope node) {
    Tensor from = node.input(0);
    long @Nullable [] given = node.integers("perm");
    long[] shape = new long[from.rank()];
    boolean[] used = new boolean[from.rank()];
    node.require(
        given == null || given.length == from.rank(), "another number of axes", "all axes");
    for (int i = 0; i < shape.length; i++) {
      int axis = given == null ? shape.length - 1 - i : node.axis(given[i], from.rank());
      node.require(!used[axis], "an axis twice", "each axis once");
      used[axis] = true;
      shape[i] = from.shape()[axis];
    }
    node.output(0, new Tensor(from.type(), shape, from.rank() <= 1 ? from.integers() : null));
  }
}
