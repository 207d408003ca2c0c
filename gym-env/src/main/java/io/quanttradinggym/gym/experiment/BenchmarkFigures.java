package io.quanttradinggym.gym.experiment;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was measured of one case.
 *
 * @param name of the case
 * @param values those that were measured
 */
public record BenchmarkFigures(String name, Map<Kind, Double> values) {
  /** What a figure says. */
  public enum Kind {
    STEPS_PER_SECOND,
    EVENTS_PER_SECOND,
    /** Orders, cancels and the like. */
    ORDER_EVENTS_PER_SECOND,
    /** Allocated by the thread that measures. */
    BYTES_PER_EVENT,
    /** Of one call, on average. */
    MICROSECONDS,
    /** Of one call, where calls were timed one by one. */
    MEDIAN_MICROSECONDS,
    HEAP_MIB,
    LIVE_ORDERS
  }

  public BenchmarkFigures {
    values = Collections.unmodifiableMap(new EnumMap<>(values));
  }
}
