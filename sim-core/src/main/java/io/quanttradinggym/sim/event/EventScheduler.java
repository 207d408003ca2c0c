package io.quanttradinggym.sim.event;

/** Takes events into the queue. Events of equal time happen in the order in which they came. */
@FunctionalInterface
public interface EventScheduler {
  /**
   * @param timeNanos at the earliest now
   * @param participant index of the participant that it is about; 0 where it is about none
   * @param instrument index of the instrument that it is about; 0 where it is about none
   * @param code passed on to the part that handles the kind
   */
  void schedule(long timeNanos, EventKind kind, int participant, int instrument, int code);
}
