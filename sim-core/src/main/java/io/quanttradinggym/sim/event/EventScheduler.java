package io.quanttradinggym.sim.event;

/** Schedules events. Events of equal time occur in the order of scheduling. */
@FunctionalInterface
public interface EventScheduler {
  /**
   * @param timeNanos not before the current time
   * @param participant index of the participant concerned; 0 if none
   * @param instrument index of the instrument concerned; 0 if none
   * @param code passed to the module that handles the kind
   */
  void schedule(long timeNanos, EventKind kind, int participant, int instrument, int code);
}
