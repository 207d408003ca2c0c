package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.kernel.LatencyModel;

/**
 * Agents of one kind.
 *
 * @param name members are named name-0, name-1 and so on
 * @param cashMicros initial cash of each member
 * @param positionLots initial position of each member in every instrument
 */
public record PopulationEntry(
    Configured<AgentType> agent,
    String name,
    int count,
    LatencyModel latency,
    long cashMicros,
    long positionLots) {}
