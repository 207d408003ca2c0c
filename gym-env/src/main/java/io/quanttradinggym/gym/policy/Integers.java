package io.quanttradinggym.gym.policy;

import org.jspecify.annotations.Nullable;

/** Arithmetic on the known integers from which models compute shapes. */
final class Integers {
  private Integers() {}

  /** The elements of a binary operator's output; null if they are unknown. */
  static long @Nullable [] combine(String operator, Tensor a, Tensor b, long[] shape) {
    long @Nullable [] x = stretched(a, shape);
    long @Nullable [] y = stretched(b, shape);
    if (x == null || y == null) {
      return null;
    }
    long[] result = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      Long value = apply(operator, x[i], y[i]);
      if (value == null) {
        return null;
      }
      result[i] = value;
    }
    return result;
  }

  private static @Nullable Long apply(String operator, long x, long y) {
    return switch (operator) {
      case "Add" -> x + y;
      case "Sub" -> x - y;
      case "Mul" -> x * y;
      case "Div" -> y == 0 ? null : (Long) (x / y);
      case "Max" -> Math.max(x, y);
      case "Min" -> Math.min(x, y);
      case "Equal" -> x == y ? 1L : 0L;
      case "Greater" -> x > y ? 1L : 0L;
      case "GreaterOrEqual" -> x >= y ? 1L : 0L;
      case "Less" -> x < y ? 1L : 0L;
      case "LessOrEqual" -> x <= y ? 1L : 0L;
      default -> null;
    };
  }

  /** The elements of Where's output; null if they are unknown. */
  static long @Nullable [] choose(Tensor condition, Tensor yes, Tensor no, long[] shape) {
    long @Nullable [] which = stretched(condition, shape);
    long @Nullable [] x = stretched(yes, shape);
    long @Nullable [] y = stretched(no, shape);
    if (which == null || x == null || y == null) {
      return null;
    }
    long[] result = new long[which.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = which[i] != 0 ? x[i] : y[i];
    }
    return result;
  }

  /**
   * The known elements of a tensor for each element of a vector or scalar; null if there are none.
   */
  private static long @Nullable [] stretched(Tensor tensor, long[] shape) {
    long @Nullable [] known = tensor.integers();
    long count = Tensor.product(shape, 0, shape.length);
    if (known == null || shape.length > 1 || count > Tensor.MAX_INTEGERS) {
      return null;
    }
    long[] result = new long[(int) count];
    for (int i = 0; i < count; i++) {
      result[i] = known[known.length == 1 ? 0 : i];
    }
    return result;
  }
}
