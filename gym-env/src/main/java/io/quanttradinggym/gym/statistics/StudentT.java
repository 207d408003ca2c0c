package io.quanttradinggym.gym.statistics;

import io.quanttradinggym.base.parameter.InvalidInputException;

/** Student's t distribution. */
public final class StudentT {
  private static final double[] LANCZOS = {
    0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531,
    -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-6,
    1.5056327351493116e-7
  };
  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-16;
  private static final int MAX_TERMS = 10_000;
  private static final int BISECTIONS = 200;

  private StudentT() {}

  /**
   * Quantile of the distribution at probability {@code p}.
   *
   * @param p 0.5 to below 1
   */
  public static double quantile(double p, int degreesOfFreedom) {
    if (!(p >= 0.5 && p < 1) || degreesOfFreedom < 1) {
      throw new InvalidInputException(
          "p, degreesOfFreedom",
          "(" + p + ", " + degreesOfFreedom + ")",
          "0.5 to below 1, and 1 or more");
    }
    double low = 0;
    double high = 1;
    while (cumulative(high, degreesOfFreedom) < p) {
      high *= 2;
    }
    for (int i = 0; i < BISECTIONS && low < high; i++) {
      double middle = 0.5 * (low + high);
      if (cumulative(middle, degreesOfFreedom) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /** Cumulative probability at {@code t} &gt;= 0. */
  public static double cumulative(double t, int degreesOfFreedom) {
    double x = degreesOfFreedom / (degreesOfFreedom + t * t);
    return 1 - 0.5 * incompleteBeta(x, 0.5 * degreesOfFreedom, 0.5);
  }

  /** The regularised incomplete beta function, by Lentz's continued fraction. */
  private static double incompleteBeta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        StrictMath.exp(
            logGamma(a + b)
                - logGamma(a)
                - logGamma(b)
                + a * StrictMath.log(x)
                + b * StrictMath.log1p(-x));
    // The fraction converges fast on one side of the mean only; symmetry gives the other side.
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m < MAX_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d);
      c = nonZero(1 + even / c);
      result *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d);
      c = nonZero(1 + odd / c);
      double change = d * c;
      result *= change;
      if (Math.abs(change - 1) < PRECISION) {
        break;
      }
    }
    return result;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /** ln Γ(x) for x &gt;= 0.5, by Lanczos's approximation. */
  private static double logGamma(double x) {
    double z = x - 1;
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (z + i);
    }
    double t = z + LANCZOS.length - 1.5;
    return 0.5 * StrictMath.log(2 * Math.PI)
        + (z + 0.5) * StrictMath.log(t)
        - t
        + StrictMath.log(sum);
  }
}
