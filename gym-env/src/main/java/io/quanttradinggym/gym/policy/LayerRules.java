package io.quanttradinggym.gym.policy;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shape rules of neural network layers. */
final class LayerRules {
  private static final int MAX_WINDOW = 1 << 20;

  private LayerRules() {}

  static void addTo(Map<String, OperatorRules.Rule> rules) {
    rules.put("BatchNormalization", LayerRules::batchNormalization);
    rules.put("GroupNormalization", LayerRules::same);
    rules.put("InstanceNormalization", LayerRules::same);
    rules.put("LayerNormalization", LayerRules::layerNormalization);
    rules.put("RMSNormalization", LayerRules::same);
    rules.put("Gemm", LayerRules::gemm);
    rules.put("MatMul", LayerRules::matMul);
    rules.put("Conv", LayerRules::conv);
    rules.put("AveragePool", LayerRules::pool);
    rules.put("MaxPool", LayerRules::pool);
    rules.put("LSTM", node -> recurrent(node, 4));
    rules.put("GRU", node -> recurrent(node, 3));
    rules.put("RNN", node -> recurrent(node, 1));
  }

  private static void same(NodeScope node) {
    node.output(0, node.input(0).type(), node.input(0).shape());
  }

  private static void batchNormalization(NodeScope node) {
    node.expect("training_mode", 0);
    node.require(node.outputs() == 1, node.outputs() + " outputs", "1 output");
    same(node);
  }

  private static void layerNormalization(NodeScope node) {
    Tensor from = node.input(0);
    same(node);
    long[] shape = from.shape().clone();
    Arrays.fill(shape, node.axis(node.integer("axis", -1), from.rank()), shape.length, 1);
    node.output(1, ElementType.FLOAT, shape);
    node.output(2, ElementType.FLOAT, shape);
  }

  private static void gemm(NodeScope node) {
    Tensor a = node.input(0);
    Tensor b = node.input(1);
    node.require(a.rank() == 2 && b.rank() == 2, "other than two matrices", "two matrices");
    boolean left = node.integer("transA", 0) != 0;
    boolean right = node.integer("transB", 0) != 0;
    long rows = a.shape()[left ? 1 : 0];
    long inner = a.shape()[left ? 0 : 1];
    long columns = b.shape()[right ? 0 : 1];
    checkInner(node, inner, b.shape()[right ? 1 : 0]);
    node.work(rows, inner, columns);
    node.output(0, a.type(), rows, columns);
  }

  private static void checkInner(NodeScope node, long left, long right) {
    node.require(left == right, "inner axes of %d and %d".formatted(left, right), "equal axes");
  }

  private static void matMul(NodeScope node) {
    long[] a = node.input(0).shape();
    long[] b = node.input(1).shape();
    node.require(a.length > 0 && b.length > 0, "a scalar", "vectors, matrices or stacks of them");
    long[] left = a.length == 1 ? new long[] {1, a[0]} : a;
    long[] right = b.length == 1 ? new long[] {b[0], 1} : b;
    long rows = left[left.length - 2];
    long inner = left[left.length - 1];
    long columns = right[right.length - 1];
    checkInner(node, inner, right[right.length - 2]);
    long[] stack =
        ElementwiseRules.broadcast(
            node, Arrays.copyOf(left, left.length - 2), Arrays.copyOf(right, right.length - 2));
    node.work(Tensor.product(stack, 0, stack.length), rows, Tensor.multiply(inner, columns));
    long[] shape = Arrays.copyOf(stack, stack.length + 2);
    int rank = stack.length;
    if (a.length > 1) {
      shape[rank++] = rows;
    }
    if (b.length > 1) {
      shape[rank++] = columns;
    }
    node.output(0, node.input(0).type(), Arrays.copyOf(shape, rank));
  }

  private static void conv(NodeScope node) {
    Tensor x = node.input(0);
    Tensor w = node.input(1);
    long group = node.integer("group", 1);
    node.require(
        x.rank() > 2
            && w.rank() == x.rank()
            && group >= 1
            && w.shape()[0] % group == 0
            && x.shape()[1] == Tensor.multiply(w.shape()[1], group),
        "%s with weights %s".formatted(x.shapeText(), w.shapeText()),
        "shapes (n, channels, size…) and (filters, channels / group, size…)");
    long[] window = Arrays.copyOfRange(w.shape(), 2, w.rank());
    long[] given = node.integers("kernel_shape");
    node.require(
        given == null || Arrays.equals(given, window), "another kernel_shape", "that of W");
    long[] shape = windows(node, window);
    shape[1] = w.shape()[0];
    long patch = Tensor.product(w.shape(), 1, w.rank());
    long places = Tensor.product(shape, 2, shape.length);
    node.scratch(Tensor.multiply(Tensor.multiply(patch, group), places));
    node.work(Tensor.product(shape, 0, shape.length), patch);
    node.output(0, x.type(), shape);
  }

  private static void pool(NodeScope node) {
    long @Nullable [] window = node.integers("kernel_shape");
    node.require(window != null, "no kernel_shape", "a kernel_shape");
    long[] sizes = window == null ? new long[0] : window;
    long[] shape = windows(node, sizes);
    node.work(Tensor.product(shape, 0, shape.length), Tensor.product(sizes, 0, sizes.length));
    node.output(0, node.input(0).type(), shape);
    node.output(1, ElementType.INT64, shape);
  }

  /** The shape of the input with each spatial size replaced by the number of windows. */
  private static long[] windows(NodeScope node, long[] window) {
    String automatic = node.text("auto_pad");
    node.require(
        automatic == null || automatic.equals("NOTSET"), "auto_pad = " + automatic, "pads");
    node.expect("ceil_mode", 0);
    long[] shape = node.input(0).shape().clone();
    int axes = shape.length - 2;
    node.require(window.length == axes && axes > 0, "another number of axes", "one per size");
    long[] pads = sizes(node, "pads", 2 * axes, 0);
    long[] strides = sizes(node, "strides", axes, 1);
    long[] dilations = sizes(node, "dilations", axes, 1);
    for (int i = 0; i < axes; i++) {
      node.require(
          window[i] >= 1 && window[i] <= MAX_WINDOW,
          "a window of " + window[i],
          "1 to " + MAX_WINDOW);
      long span = shape[i + 2] + pads[i] + pads[i + axes] - dilations[i] * (window[i] - 1) - 1;
      node.require(span >= 0, "a window wider than the input", "windows within the input");
      shape[i + 2] = span / strides[i] + 1;
    }
    return shape;
  }

  private static long[] sizes(NodeScope node, String name, int count, long least) {
    long @Nullable [] given = node.integers(name);
    long[] sizes = given;
    if (sizes == null) {
      sizes = new long[count];
      Arrays.fill(sizes, least);
    }
    node.require(
        sizes.length == count
            && Arrays.stream(sizes).allMatch(size -> size >= least && size <= MAX_WINDOW),
        "%s = %s".formatted(name, Arrays.toString(given)),
        "%d numbers, %d to %d".formatted(count, least, MAX_WINDOW));
    return sizes;
  }

  private static void recurrent(NodeScope node, int gates) {
    Tensor x = node.input(0);
    Tensor w = node.input(1);
    Tensor r = node.input(2);
    node.expect("layout", 0);
    node.require(
        x.rank() == 3 && w.rank() == 3 && r.rank() == 3, "other axes", "three tensors of 3 axes");
    long directions = w.shape()[0];
    long hidden = w.shape()[1] / gates;
    boolean fits =
        directions <= 2
            && hidden >= 1
            && node.integer("hidden_size", hidden) == hidden
            && w.shape()[2] == x.shape()[2]
            && Arrays.equals(r.shape(), new long[] {directions, gates * hidden, hidden});
    node.require(
        fits,
        "weights %s and %s".formatted(w.shapeText(), r.shapeText()),
        "the weights of one recurrent layer for the input " + x.shapeText());
    long steps = x.shape()[0];
    long batch = x.shape()[1];
    long cells = Tensor.multiply(Tensor.multiply(steps, batch), directions * gates * hidden);
    node.scratch(Tensor.multiply(cells, 2));
    node.work(cells, x.shape()[2] + hidden);
    node.output(0, x.type(), steps, directions, batch, hidden);
    node.output(1, x.type(), directions, batch, hidden);
    if (gates == 4) {
      node.output(2, x.type(), directions, batch, hidden);
    }
  }
}
