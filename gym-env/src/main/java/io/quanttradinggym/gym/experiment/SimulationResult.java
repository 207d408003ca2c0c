package io.quanttradinggym.gym.experiment;

/**
 * Result of a simulation. Counts are those since the open; times are in nanoseconds since midnight.
 *
 * @param seed unsigned
 * @param digest of all book events
 * @param events all events, order messages among them
 * @param fromNanos where the run began: at the open, or where it was saved
 * @param eventsPerSecond of the events that were played now
 * @param state at the end; empty unless it was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by whoever asked for the simulation
public record SimulationResult(
    String scenario,
    long seed,
    long digest,
    long events,
    long orderEvents,
    long trades,
    int participants,
    long openNanos,
    long closeNanos,
    long fromNanos,
    long untilNanos,
    double wallSeconds,
    double eventsPerSecond,
    byte[] state) {}
