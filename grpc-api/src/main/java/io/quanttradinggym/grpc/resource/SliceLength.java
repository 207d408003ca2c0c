package io.quanttradinggym.grpc.resource;

import io.quanttradinggym.base.unit.Units;

/**
 * Number of events whose processing takes about the target time of a slice. The simulation does not
 * read a clock; the number is estimated from slices that processed all of their events. NOT thread
 * safe.
 */
public final class SliceLength {
  private static final long FIRST_MILLIS = 5;
  private static final long LATER_MILLIS = 20;
  private static final long MOST_EVENTS_PER_MILLI = 100_000;
  private static final long MOST_CHANGE = 4;

  private long eventsPerMilli = 1_000;

  /** Events of the first slice of a command. Most commands have only this slice. */
  public long first() {
    return FIRST_MILLIS * eventsPerMilli;
  }

  /** Events of a later slice. */
  public long later() {
    return LATER_MILLIS * eventsPerMilli;
  }

  /** Records a slice that processed all of its events. */
  public void took(long events, long nanos) {
    long measured = events * Units.NANOS_PER_MILLI / Math.max(1, nanos);
    long most = Math.min(MOST_EVENTS_PER_MILLI, eventsPerMilli * MOST_CHANGE);
    eventsPerMilli = Math.clamp(measured, Math.max(1, eventsPerMilli / MOST_CHANGE), most);
  }
}
