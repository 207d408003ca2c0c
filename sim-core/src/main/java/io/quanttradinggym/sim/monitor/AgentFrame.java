package io.quanttradinggym.sim.monitor;

import java.util.List;

/**
 * P&amp;L and positions of agents.
 *
 * @param winners agents with the largest gains, largest first
 * @param losers agents with the largest losses, largest first
 */
public record AgentFrame(
    List<GroupRow> groups, List<AgentRow> winners, List<AgentRow> losers, Exposure exposure) {}
