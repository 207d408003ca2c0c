package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.gym.statistics.Interval;
import io.quanttradinggym.gym.statistics.Samples;
import java.util.Optional;

/**
 * The figures of one policy.
 *
 * @param ci95 95 % t-interval of the mean return
 * @param differenceCi95 95 % t-interval of the paired per-seed difference of returns, first policy
 *     − this one; empty for the first
 * @param pnlMean in currency
 * @param sharpe mean / standard deviation of episode P&amp;L, not annualised; 0 if both are 0
 * @param maxDrawdown largest decline of the equity from an earlier peak, mean over the episodes, in
 *     currency
 * @param returns per episode, in seed order
 * @param pnls per episode, in seed order, in currency
 * @param detail selected candidate of a tuned baseline; empty otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by the caller of the evaluation
public record PolicyEvaluation(
    String policy,
    int episodes,
    double meanReturn,
    Interval ci95,
    Optional<Interval> differenceCi95,
    double pnlMean,
    double sharpe,
    double maxDrawdown,
    double stepsPerSecond,
    double[] returns,
    double[] pnls,
    String detail) {
  static PolicyEvaluation of(
      String policy,
      EpisodeResults results,
      Optional<EpisodeResults> first,
      double wallSeconds,
      String detail) {
    double pnlMean = Samples.mean(results.pnls);
    double deviation = Samples.deviation(results.pnls);
    return new PolicyEvaluation(
        policy,
        results.returns.length,
        Samples.mean(results.returns),
        Interval.ofMean(results.returns),
        first.map(best -> Interval.ofDifference(best.returns, results.returns)),
        pnlMean,
        deviation == 0 ? 0 : pnlMean / deviation,
        Samples.mean(results.drawdowns),
        results.totalSteps() / wallSeconds,
        results.returns,
        results.pnls,
        detail);
  }
}
