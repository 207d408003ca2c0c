package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.event.EventScheduler;
import io.quanttradinggym.sim.event.MarketListener;
import java.util.function.IntConsumer;

/**
 * The exchange's dependencies on the engine.
 *
 * @param listener receives book events after settlement
 * @param midChanged receives the index of an instrument with a changed mid price, at the end of the
 *     message and before participants
 */
public record ExchangeLinks(
    EventScheduler scheduler,
    MarketListener listener,
    ParticipantListener participants,
    IntConsumer midChanged) {}
