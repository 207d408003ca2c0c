package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.event.EventQueue;

/**
 * Checks that a simulation can handle restored events.
 *
 * @param leads number of distinct leads of news subscribers
 */
record EventChecks(EventHandlers handlers, int participants, int instruments, int leads)
    implements EventQueue.Check {
  /** Rejects an event with an invalid participant, instrument or code. */
  @Override
  public void check(StateReader in, EventQueue queue, int slot) {
    EventKind kind = queue.kind(slot);
    in.require(isIndex(queue.participant(slot), participants), "events of participants");
    in.require(isIndex(queue.instrument(slot), instruments), "events of instruments");
    int code = queue.flag(slot);
    switch (kind) {
      case LIMIT_ORDER, MARKET_ORDER ->
          in.require(Participant.isFlag(code), "orders with a side and a time in force");
      case TICKET_ORDER ->
          in.require(
              queue.ticket(slot).owner() == queue.participant(slot), "tickets of their sender");
      case NEWS -> in.require(isIndex(code, leads), "news of a lead");
      case PHASE, PRICE_BAND, RECALL, BUY_IN, MARGIN_CHECK ->
          in.require(
              handlers.of(kind).canHandle(kind, queue.instrument(slot), code),
              "events that their module knows");
      case WAKE, CANCEL, REDUCE, REPLACE, EXPIRY, CONDITION, DEPTH_IMBALANCE -> {}
    }
  }

  private static boolean isIndex(int index, int size) {
    return index >= 0 && index < size;
  }
}
