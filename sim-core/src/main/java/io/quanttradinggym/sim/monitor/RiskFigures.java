package io.quanttradinggym.sim.monitor;

/**
 * Risk of holding one lot. Returns are logarithmic minute returns of mid prices.
 *
 * @param volatility standard deviation of the last 60 returns, for a year of 252 sessions; NaN with
 *     fewer than two returns
 * @param drawdown distance from the highest mid so far, relative to that mid
 * @param maxDrawdown the largest drawdown so far
 * @param valueAtRisk loss that 5 % of all returns exceed; NaN with fewer than 20 returns
 * @param expectedShortfall mean of the losses in the tail; NaN with fewer than 20 returns
 * @param spread relative to the mid; NaN while a side is empty
 */
public record RiskFigures(
    double volatility,
    double drawdown,
    double maxDrawdown,
    double valueAtRisk,
    double expectedShortfall,
    double spread) {}
