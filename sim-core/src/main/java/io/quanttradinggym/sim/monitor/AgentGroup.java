package io.quanttradinggym.sim.monitor;

/** Agents of one kind: neighbours in the order of the participants. */
public record AgentGroup(String name, int members) {}
