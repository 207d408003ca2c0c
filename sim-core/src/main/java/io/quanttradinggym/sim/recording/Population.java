package io.quanttradinggym.sim.recording;

/**
 * Participants of one kind, which follow each other in the order of owners.
 *
 * @param name members are called name-0, name-1 and so on
 * @param type what they are
 */
public record Population(String name, String type, int count) {}
