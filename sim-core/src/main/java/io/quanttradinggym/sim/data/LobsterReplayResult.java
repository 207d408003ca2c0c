package io.quanttradinggym.sim.data;

/**
 * Comparison of the replayed book with the published book.
 *
 * @param rows rows of the file; the first one seeds the book and is not compared
 * @param fullDepthMatch fraction of the compared rows in which price and size of every published
 *     level agree
 * @param bestMatch fraction of the compared rows in which both best prices agree
 * @param sweeps maximal runs of visible executions with one time and direction
 * @param sweepsReproduced sweeps whose fills the book reproduces exactly when they are sent as one
 *     immediate order
 * @param knownExecutions visible executions of an order known to the book
 * @param headExecutions number of these executions in which the order is the first of its queue
 * @param adoptedLevels levels copied when they came into the published window
 */
public record LobsterReplayResult(
    long rows,
    int levels,
    double fullDepthMatch,
    double bestMatch,
    long sweeps,
    long sweepsReproduced,
    long knownExecutions,
    long headExecutions,
    long adoptedLevels) {}
