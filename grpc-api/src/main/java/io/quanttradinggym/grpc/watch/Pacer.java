package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;

/**
 * Says when the next tick is due, in nanoseconds of a clock that its caller reads. A market that is
 * too slow for its pace does not try to make up for it later. NOT thread safe.
 */
final class Pacer {
  private static final double SLOWEST = 0.01;
  private static final double FASTEST = 10_000;
  private static final long FORGIVEN_NANOS = 100 * Units.NANOS_PER_MILLI;
  private static final long MEASURED_NANOS = 500 * Units.NANOS_PER_MILLI;

  private double ticksPerSecond;
  private double dueNanos;
  private long measuredFromNanos;
  private long ticksMeasured;
  private double reached;

  Pacer(double ticksPerSecond, long nowNanos) {
    this.ticksPerSecond = check(ticksPerSecond);
    restart(nowNanos);
  }

  /**
   * @param ticksPerSecond 0 = as many as there can be
   */
  void set(double ticksPerSecond, long nowNanos) {
    this.ticksPerSecond = check(ticksPerSecond);
    restart(nowNanos);
  }

  /** After a time without ticks. */
  void restart(long nowNanos) {
    dueNanos = nowNanos + intervalNanos();
    measuredFromNanos = nowNanos;
    ticksMeasured = 0;
    reached = 0;
  }

  private static double check(double ticksPerSecond) {
    if (ticksPerSecond != 0 && !(ticksPerSecond >= SLOWEST && ticksPerSecond <= FASTEST)) {
      throw new ProblemException(
          Reason.ARGUMENT,
          "ticks_per_second",
          ticksPerSecond,
          "0 (as many as there can be), or %s to %s".formatted(SLOWEST, FASTEST));
    }
    return ticksPerSecond;
  }

  private double intervalNanos() {
    return ticksPerSecond == 0 ? 0 : Units.NANOS_PER_SECOND / ticksPerSecond;
  }

  double ticksPerSecond() {
    return ticksPerSecond;
  }

  /** Time until the next tick; 0 or less = it is due. */
  long waitNanos(long nowNanos) {
    return (long) Math.ceil(dueNanos - nowNanos);
  }

  /** A tick is over. */
  void ticked(long nowNanos) {
    dueNanos += intervalNanos();
    if (dueNanos < nowNanos - FORGIVEN_NANOS) {
      dueNanos = nowNanos;
    }
    ticksMeasured++;
    if (nowNanos - measuredFromNanos >= MEASURED_NANOS) {
      reached = ticksMeasured / Units.seconds(nowNanos - measuredFromNanos);
      measuredFromNanos = nowNanos;
      ticksMeasured = 0;
    }
  }

  /** How many ticks there were in a second, lately; 0 while it is not known. */
  double reached() {
    return reached;
  }
}
