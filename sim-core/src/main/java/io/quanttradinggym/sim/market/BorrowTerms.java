package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import java.util.List;

/**
 * Terms of short sales of an instrument.
 *
 * @param poolLots total number of shares available to borrow
 * @param yearlyFee fee on the value at the opening price; a year has 252 sessions
 * @param recallsPerSession expected number of recalls
 * @param recallFraction quantity of each recall as a fraction of the pool
 * @param noticeNanos time from a recall to the forced buy-in
 */
public record BorrowTerms(
    long poolLots,
    double yearlyFee,
    double recallsPerSession,
    double recallFraction,
    long noticeNanos) {
  /** Parameters of the terms. */
  public static final List<ParameterSpec> PARAMETERS =
      List.of(
          ParameterSpec.integer(
              "pool",
              "lots",
              null,
              0,
              1_000_000_000_000L,
              "Total number of shares available to borrow."),
          ParameterSpec.number(
              "fee", "per year", 0.003, 0, 100, "Borrow fee on the value at the opening price."),
          ParameterSpec.number(
              "recalls", "per session", 0.0, 0, 1e5, "Expected number of recalls."),
          ParameterSpec.number(
              "recall_fraction", "of the pool", 0.1, 0, 1, "Quantity of each recall."),
          ParameterSpec.duration(
              "notice", "30m", "0s", "24h", "Time between a recall and the forced buy-in."));

  /**
   * @param values validated against {@link #PARAMETERS}
   */
  public static BorrowTerms of(Parameters values) {
    return new BorrowTerms(
        values.getLong("pool"),
        values.getDouble("fee"),
        values.getDouble("recalls"),
        values.getDouble("recall_fraction"),
        values.getNanos("notice"));
  }
}
