package io.quanttradinggym.gym.policy;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shape rules of operators that slice, concatenate and pad. */
final class SelectionRules {
  private SelectionRules() {}

  static void addTo(Map<String, OperatorRules.Rule> rules) {
    rules.put("Concat", SelectionRules::concat);
    rules.put("Gather", SelectionRules::gather);
    rules.put("GatherElements", SelectionRules::gatherElements);
    rules.put("Pad", SelectionRules::pad);
    rules.put("Resize", SelectionRules::resize);
    rules.put("Slice", SelectionRules::slice);
    rules.put("Split", SelectionRules::split);
  }

  private static void concat(NodeScope node) {
    Tensor first = node.input(0);
    int axis = node.axis(node.integer("axis", 0), first.rank());
    long[] shape = first.shape().clone();
    shape[axis] = 0;
    long[] integers = new long[Tensor.MAX_INTEGERS];
    int known = first.rank() == 1 ? 0 : -1;
    for (int i = 0; i < node.inputs(); i++) {
      Tensor next = node.input(i);
      boolean fits = next.rank() == shape.length;
      for (int j = 0; fits && j < shape.length; j++) {
        fits = j == axis || next.shape()[j] == shape[j];
      }
      node.require(fits, "the shape " + next.shapeText(), "shapes that differ in one axis");
      shape[axis] += next.shape()[axis];
      known = append(integers, known, next.integers());
    }
    node.output(
        0, new Tensor(first.type(), shape, known < 0 ? null : Arrays.copyOf(integers, known)));
  }

  /** The number of known integers so far; -1 if any are unknown. */
  private static int append(long[] to, int count, long @Nullable [] more) {
    if (count < 0 || more == null || more.length > to.length - count) {
      return -1;
    }
    System.arraycopy(more, 0, to, count, more.length);
    return count + more.length;
  }

  private static void gather(NodeScope node) {
    Tensor from = node.input(0);
    Tensor at = node.input(1);
    int axis = node.axis(node.integer("axis", 0), from.rank());
    long[] shape = new long[from.rank() + at.rank() - 1];
    System.arraycopy(from.shape(), 0, shape, 0, axis);
    System.arraycopy(at.shape(), 0, shape, axis, at.rank());
    System.arraycopy(from.shape(), axis + 1, shape, axis + at.rank(), from.rank() - axis - 1);
    node.output(0, new Tensor(from.type(), shape, gathered(node, from, at)));
  }

  private static long @Nullable [] gathered(NodeScope node, Tensor from, Tensor at) {
    long @Nullable [] elements = from.integers();
    long @Nullable [] indices = at.integers();
    if (elements == null || indices == null || from.rank() != 1) {
      return null;
    }
    long[] result = new long[indices.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = elements[node.axis(indices[i], elements.length)];
    }
    return result;
  }

  private static void gatherElements(NodeScope node) {
    node.output(0, node.input(0).type(), node.input(1).shape());
  }

  private static void pad(NodeScope node) {
    Tensor from = node.input(0);
    long[] pads = node.constants(1);
    node.require(
        pads.length == 2 * from.rank() && !node.has(3), "pads for some axes", "pads for all axes");
    long[] shape = from.shape().clone();
    for (int i = 0; i < shape.length; i++) {
      long before = pads[i];
      long after = pads[i + shape.length];
      boolean valid = Math.min(before, after) >= 0 && Math.max(before, after) < Integer.MAX_VALUE;
      node.require(valid, "pads of %d and %d".formatted(before, after), "pads of 0 or more");
      shape[i] += before + after;
    }
    node.output(0, from.type(), shape);
  }

  /** Only sizes are supported; scales are not integers. */
  private static void resize(NodeScope node) {
    Tensor from = node.input(0);
    node.require(node.has(3) && !node.hasAttribute("axes"), "no sizes", "constant sizes");
    long[] sizes = node.constants(3);
    node.require(sizes.length == from.rank(), sizes.length + " sizes", "one size per axis");
    node.expect("antialias", 0);
    node.require(
        node.text("keep_aspect_ratio_policy") == null, "a ratio", "no keep_aspect_ratio_policy");
    node.work(Tensor.product(sizes, 0, sizes.length), Long.SIZE);
    node.output(0, from.type(), sizes);
  }

  private static void slice(NodeScope node) {
    Tensor from = node.input(0);
    long[] starts = node.constants(1);
    long[] ends = node.constants(2);
    long[] all = new long[starts.length];
    Arrays.setAll(all, i -> i);
    long[] axes = node.has(3) ? node.constants(3) : all;
    long[] ones = new long[starts.length];
    Arrays.fill(ones, 1);
    long[] steps = node.has(4) ? node.constants(4) : ones;
    node.require(
        ends.length == starts.length
            && axes.length == starts.length
            && steps.length == starts.length,
        "lists of different lengths",
        "one start, end, axis and step each");
    long[] shape = from.shape().clone();
    for (int i = 0; i < starts.length; i++) {
      int axis = node.axis(axes[i], from.rank());
      node.require(
          steps[i] >= 1 && steps[i] < Integer.MAX_VALUE, "the step " + steps[i], "a step above 0");
      long start = position(starts[i], from.shape()[axis]);
      long end = position(ends[i], from.shape()[axis]);
      shape[axis] = Math.max(0, Math.ceilDiv(end - start, steps[i]));
    }
    node.output(0, new Tensor(from.type(), shape, sliced(from, shape, starts, steps)));
  }

  private static long position(long index, long length) {
    return Math.clamp(index < 0 ? index + length : index, 0, length);
  }

  private static long @Nullable [] sliced(Tensor from, long[] shape, long[] starts, long[] steps) {
    long @Nullable [] integers = from.integers();
    if (integers == null || shape.length != 1 || starts.length != 1) {
      return null;
    }
    long[] result = new long[(int) shape[0]];
    long start = position(starts[0], integers.length);
    Arrays.setAll(result, i -> integers[(int) (start + i * steps[0])]);
    return result;
  }

  private static void split(NodeScope node) {
    Tensor from = node.input(0);
    int axis = node.axis(node.integer("axis", 0), from.rank());
    int parts = node.outputs();
    long length = from.shape()[axis];
    long[] sizes = new long[parts];
    if (node.has(1)) {
      sizes = node.constants(1);
    } else {
      long size = Math.ceilDiv(length, Math.max(1, parts));
      for (int i = 0; i < parts; i++) {
        sizes[i] = Math.min(size, length - i * size);
      }
    }
    node.require(
        sizes.length == parts
            && Arrays.stream(sizes).allMatch(s -> s > 0 && s <= length)
            && Arrays.stream(sizes).sum() == length,
        "the sizes " + Arrays.toString(sizes),
        "sizes above 0 that sum up to " + length);
    for (int i = 0; i < parts; i++) {
      long[] shape = from.shape().clone();
      shape[axis] = sizes[i];
      node.output(i, from.type(), shape);
    }
  }
}
