package io.quanttradinggym.sim.monitor;

/**
 * One agent.
 *
 * @param pnlMicros equity at mid, less that of the beginning
 * @param positionLots in the instrument that is looked at
 */
public record AgentRow(String name, long pnlMicros, long positionLots) {}
