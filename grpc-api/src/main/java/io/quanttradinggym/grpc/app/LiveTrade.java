package io.quanttradinggym.grpc.app;

/**
 * One trade of a live simulation.
 *
 * @param timeNanos since midnight
 * @param aggressor "buy" or "sell": the side of the incoming order
 * @param maker name of the participant whose order rested
 * @param taker name of the participant whose order came in
 */
public record LiveTrade(
    long timeNanos,
    int instrument,
    String aggressor,
    int priceTicks,
    long quantityLots,
    String maker,
    String taker) {}
