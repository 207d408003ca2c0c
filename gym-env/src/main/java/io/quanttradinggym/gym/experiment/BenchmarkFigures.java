package io.quanttradinggym.gym.experiment;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Figures of one benchmark case: those of the window with the median rate.
 *
 * @param name name of the case
 * @param values the measured figures
 */
public record BenchmarkFigures(String name, Map<Kind, Double> values) {
  /** Kind of a figure. */
  public enum Kind {
    STEPS_PER_SECOND,
    EVENTS_PER_SECOND,
    /** Order messages per second. */
    ORDER_EVENTS_PER_SECOND,
    /** Bytes allocated by the measuring thread, per event. */
    BYTES_PER_EVENT,
    /** Mean time of a call. */
    MICROSECONDS,
    /** Median time of a call, if calls were timed individually. */
    MEDIAN_MICROSECONDS,
    /** Rate of the fastest window as a multiple of the rate of the reported one. */
    FASTEST_SHARE,
    HEAP_MIB,
    LIVE_ORDERS
  }

  public BenchmarkFigures {
    values = Collections.unmodifiableMap(new EnumMap<>(values));
  }
}
