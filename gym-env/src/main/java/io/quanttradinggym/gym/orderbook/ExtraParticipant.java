package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.LatencyModel;

/**
 * A participant outside the population, such as the trader.
 *
 * @param name unique in the simulation
 * @param cashMicros initial cash
 */
public record ExtraParticipant(String name, LatencyModel latency, Agent agent, long cashMicros) {}
