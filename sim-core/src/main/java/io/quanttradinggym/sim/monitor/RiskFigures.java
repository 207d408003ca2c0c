package io.quanttradinggym.sim.monitor;

/**
 * What can be lost with one lot. Returns are logarithmic, of mid prices, from minute to minute.
 *
 * @param volatility standard deviation of the last 60 returns, for a year of 252 sessions; not a
 *     number while there are fewer than two
 * @param drawdown distance from the highest mid so far, relative to it
 * @param maxDrawdown the largest drawdown so far
 * @param valueAtRisk the loss that 5 % of all returns exceed; not a number below 20 returns
 * @param expectedShortfall the mean of those losses; likewise
 * @param spread relative to the mid; not a number while a side is empty
 */
public record RiskFigures(
    double volatility,
    double drawdown,
    double maxDrawdown,
    double valueAtRisk,
    double expectedShortfall,
    double spread) {}
