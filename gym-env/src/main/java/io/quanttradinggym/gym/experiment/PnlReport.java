package io.quanttradinggym.gym.experiment;

import java.util.List;

/**
 * P&amp;L of the agents of a scenario's population.
 *
 * @param settings the days that were played
 * @param openNanos start of the days, since midnight
 * @param agents in the order of the population
 */
public record PnlReport(
    String scenario,
    DaysSettings settings,
    long openNanos,
    long untilNanos,
    List<AgentPnl> agents) {
  public PnlReport {
    agents = List.copyOf(agents);
  }
}
