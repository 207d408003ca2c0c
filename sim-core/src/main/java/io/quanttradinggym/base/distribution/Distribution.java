package io.quanttradinggym.base.distribution;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;

/** A probability distribution. It has no state between draws. */
@FunctionalInterface
public interface Distribution {
  /** Draws one value; allocates nothing. */
  double next(RandomStream random);

  /** The distribution under a parameter that was declared as a {@link DistributionType}. */
  static Distribution of(Parameters parameters, String name) {
    return parameters.shared(
        name, DistributionType.class, chosen -> chosen.plugin().create(chosen.parameters()));
  }

  /** A whole quantity: the draw rounded half up, never below {@code min}. */
  default long nextLots(RandomStream random, long min) {
    return Math.max(min, Math.round(next(random)));
  }
}
