package io.quanttradinggym.sim.monitor;

/**
 * The positions of all agents.
 *
 * @param grossMicros all positions at mid, long ones and short ones
 * @param netMicros long ones less short ones
 * @param shortLots lots that agents owe of the instrument that is looked at
 * @param largestHolder who has the largest position there; empty where there are no agents
 */
public record Exposure(
    long grossMicros,
    long netMicros,
    long shortLots,
    String largestHolder,
    long largestPositionLots) {}
