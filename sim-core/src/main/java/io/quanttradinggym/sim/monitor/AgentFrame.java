package io.quanttradinggym.sim.monitor;

import java.util.List;

/**
 * What agents have gained, lost and hold.
 *
 * @param winners who gained most, best first
 * @param losers who lost most, worst first
 */
public record AgentFrame(
    List<GroupRow> groups, List<AgentRow> winners, List<AgentRow> losers, Exposure exposure) {}
