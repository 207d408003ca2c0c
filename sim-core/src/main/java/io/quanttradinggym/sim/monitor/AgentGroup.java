package io.quanttradinggym.sim.monitor;

/** Agents of one kind, with consecutive participant indices. */
public record AgentGroup(String name, int members) {}
