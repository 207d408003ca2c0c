package io.quanttradinggym.sim.monitor;

/**
 * The positions of all agents.
 *
 * @param grossMicros value of all positions at mid, long plus short
 * @param netMicros value of all positions at mid, long minus short
 * @param shortLots total short position of agents in the selected instrument
 * @param largestHolder name of the agent with the largest position in the selected instrument;
 *     empty if there are no agents
 */
public record Exposure(
    long grossMicros,
    long netMicros,
    long shortLots,
    String largestHolder,
    long largestPositionLots) {}
