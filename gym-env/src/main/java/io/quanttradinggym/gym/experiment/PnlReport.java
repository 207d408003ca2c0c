package io.quanttradinggym.gym.experiment;

import java.util.List;

/**
 * What the agents of a scenario's population earn.
 *
 * @param settings the days that were played
 * @param openNanos since midnight, like the end
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
