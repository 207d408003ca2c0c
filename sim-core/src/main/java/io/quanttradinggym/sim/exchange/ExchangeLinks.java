package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.event.EventScheduler;
import io.quanttradinggym.sim.event.MarketListener;
import java.util.function.IntConsumer;

/**
 * What the exchange needs of the engine that runs it.
 *
 * @param listener receives what the books do, after its settlement
 * @param midChanged told the instrument whose mid price has changed, when its message is done and
 *     before anybody else learns that
 */
public record ExchangeLinks(
    EventScheduler scheduler,
    MarketListener listener,
    ParticipantListener participants,
    IntConsumer midChanged) {}
