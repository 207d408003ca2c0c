package io.quanttradinggym.gym.policy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statically known properties of a value in a model.
 *
 * @param shape sizes of the axes
 * @param integers the elements, where they are few integers that do not depend on the observation;
 *     else null
 */
@SuppressWarnings("ArrayRecordComponent") // read only, by the rules of one package
record Tensor(ElementType type, long[] shape, long @Nullable [] integers) {
  /** Largest number of elements whose values are kept. */
  static final int MAX_INTEGERS = 1024;

  /** Larger than any accepted size. */
  private static final long HUGE = Long.MAX_VALUE / 4;

  static Tensor of(ElementType type, long... shape) {
    return new Tensor(type, shape, null);
  }

  static Tensor vector(long... integers) {
    return new Tensor(
        ElementType.INT64,
        new long[] {integers.length},
        integers.length <= MAX_INTEGERS ? integers : null);
  }

  int rank() {
    return shape.length;
  }

  /** Number of elements. */
  long count() {
    return product(shape, 0, shape.length);
  }

  /** The product of the axes from {@code from} to before {@code to}; {@code HUGE} on overflow. */
  static long product(long[] shape, int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      product = multiply(product, shape[i]);
    }
    return product;
  }

  /** The product of sizes, at most a huge number. */
  static long multiply(long a, long b) {
    return a != 0 && b > HUGE / a ? HUGE : a * b;
  }

  String shapeText() {
    return Arrays.stream(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
