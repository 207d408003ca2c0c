package io.quanttradinggym.sim.monitor;

/**
 * One agent.
 *
 * @param pnlMicros equity at mid minus initial equity
 * @param positionLots position in the selected instrument
 */
public record AgentRow(String name, long pnlMicros, long positionLots) {}
