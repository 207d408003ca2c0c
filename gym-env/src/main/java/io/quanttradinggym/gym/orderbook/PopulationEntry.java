package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.kernel.LatencyModel;

/**
 * A number of agents of one kind.
 *
 * @param name members are called name-0, name-1 and so on
 * @param cashMicros what each member starts with
 * @param positionLots what each member starts with, of every instrument
 */
public record PopulationEntry(
    Configured<AgentType> agent,
    String name,
    int count,
    LatencyModel latency,
    long cashMicros,
    long positionLots) {}
