package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.parameter.InvalidInputException;

/**
 * Relative activity over a session: a line through points at equal distances, scaled to a mean of
 * 1. Waiting times are drawn in business time, which runs faster when activity is high. A Poisson
 * process of constant rate in business time has the profile's rate in clock time. Immutable.
 */
public final class IntensityProfile {
  private final double[] levels; // empty = flat
  private final long openNanos;
  private final double segmentNanos;

  /**
   * @param points relative intensities, the first at the open, the last at the close; none = flat
   */
  public IntensityProfile(double[] points, long openNanos, long closeNanos) {
    if (points.length == 1) {
      throw new InvalidInputException("intensity", "(1 value)", "no value, or at least two");
    }
    this.openNanos = openNanos;
    levels = points.clone();
    int segments = Math.max(1, points.length - 1);
    segmentNanos = (double) (closeNanos - openNanos) / segments;
    double sum = 0;
    for (int i = 0; i + 1 < points.length; i++) {
      sum += (points[i] + points[i + 1]) / 2;
    }
    if (points.length > 0 && !(sum > 0)) {
      throw new InvalidInputException("intensity", "(only zeros)", "at least one value above 0");
    }
    for (int i = 0; i < points.length; i++) {
      levels[i] *= segments / sum;
    }
  }

  /** Intensity relative to the mean of the session; 1 for a flat profile. */
  public double at(long timeNanos) {
    if (levels.length == 0) {
      return 1;
    }
    double position = (timeNanos - openNanos) / segmentNanos;
    int segment = Math.clamp((long) position, 0, levels.length - 2);
    double share = Math.clamp(position - segment, 0.0, 1.0);
    return levels[segment] + share * (levels[segment + 1] - levels[segment]);
  }

  /** The time at which the given business time has elapsed since {@code timeNanos}. */
  public long after(long timeNanos, long businessNanos) {
    if (levels.length == 0) {
      return timeNanos + businessNanos;
    }
    double position = (timeNanos - openNanos) / segmentNanos;
    double rest = businessNanos;
    double since = 0;
    int segment = Math.clamp((long) position, 0, levels.length - 2);
    double share = Math.max(0, position - segment);
    while (share < 1) {
      double length = (1 - share) * segmentNanos;
      double from = levels[segment] + share * (levels[segment + 1] - levels[segment]);
      double slope = (levels[segment + 1] - from) / length;
      double area = (from + levels[segment + 1]) / 2 * length;
      if (rest < area) {
        double root = Math.sqrt(from * from + 2 * slope * rest);
        return timeNanos + 1 + (long) (since + 2 * rest / (from + root));
      }
      rest -= area;
      since += length;
      segment++;
      share = segment < levels.length - 1 ? 0 : 1;
    }
    return timeNanos + 1 + (long) (since + rest);
  }
}
