package io.quanttradinggym.gym.experiment;

/**
 * Result of a simulation. Counts are since the open; times are in nanoseconds since midnight.
 *
 * @param seed unsigned
 * @param digest digest of all book events
 * @param events number of all events, including order messages
 * @param fromNanos start of the run: the open, or the time of the saved state
 * @param eventsPerSecond speed of this run
 * @param state state at the end; empty unless requested
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by the caller of the simulation
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
