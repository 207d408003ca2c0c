package io.quanttradinggym.gym.observation;

/**
 * Sines of angles in turns: the same bits on every machine, unlike {@link Math#sin}, and without
 * allocation, unlike {@link StrictMath#sin}.
 */
final class Turns {
  private static final int MAX_POWER = 17; // of a Taylor series whose rest is below 1e-17

  private Turns() {}

  static double sine(double turns) {
    long quarter = Math.round(4 * turns);
    double rest = 2 * Math.PI * (turns - 0.25 * quarter); // at most an eighth of a turn
    double value = (quarter & 1) == 0 ? series(rest, 1) * rest : series(rest, 0);
    return (quarter & 2) == 0 ? value : -value;
  }

  static double cosine(double turns) {
    return sine(turns + 0.25);
  }

  /**
   * Σ (−x²)^k · first! / (2k + first)!.
   *
   * @param first 0 for the cosine, 1 for the sine divided by x
   */
  private static double series(double x, int first) {
    double sum = 1;
    for (int power = MAX_POWER - 1 + first; power > first; power -= 2) {
      sum = 1 - sum * x * x / (power * (power - 1));
    }
    return sum;
  }
}
