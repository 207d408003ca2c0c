package io.quanttradinggym.sim.recording;

/**
 * Participants of one kind, with consecutive indices.
 *
 * @param name members are named name-0, name-1 and so on
 * @param type type of agent
 */
public record Population(String name, String type, int count) {}
