package io.quanttradinggym.gym.evaluation;

/**
 * Results of the episodes of one policy, in seed order. Several threads write disjoint elements.
 */
final class EpisodeResults {
  final double[] returns;
  final double[] pnls; // currency
  final double[] drawdowns; // currency
  final int[] steps;

  EpisodeResults(int episodes) {
    returns = new double[episodes];
    pnls = new double[episodes];
    drawdowns = new double[episodes];
    steps = new int[episodes];
  }

  long totalSteps() {
    long total = 0;
    for (int count : steps) {
      total += count;
    }
    return total;
  }
}
