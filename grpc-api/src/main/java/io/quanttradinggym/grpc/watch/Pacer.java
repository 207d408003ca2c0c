package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;

/**
 * Computes the time of the next step, in nanoseconds of the caller's clock. A market that is slower
 * than its pace does not catch up later. NOT thread safe.
 */
final class Pacer {
  private static final double SLOWEST = 0.01;
  private static final double FASTEST = 10_000;
  private static final long FORGIVEN_NANOS = 100 * Units.NANOS_PER_MILLI;
  private static final long MEASURED_NANOS = 500 * Units.NANOS_PER_MILLI;

  private double stepsPerSecond;
  private double dueNanos;
  private long measuredFromNanos;
  private long stepsMeasured;
  private double reached;

  Pacer(double stepsPerSecond, long nowNanos) {
    this.stepsPerSecond = check(stepsPerSecond);
    restart(nowNanos);
  }

  /**
   * @param stepsPerSecond 0 = as fast as possible
   */
  void set(double stepsPerSecond, long nowNanos) {
    this.stepsPerSecond = check(stepsPerSecond);
    restart(nowNanos);
  }

  /** Restarts the pace after a pause. */
  void restart(long nowNanos) {
    dueNanos = nowNanos + intervalNanos();
    measuredFromNanos = nowNanos;
    stepsMeasured = 0;
    reached = 0;
  }

  private static double check(double stepsPerSecond) {
    if (stepsPerSecond != 0 && !(stepsPerSecond >= SLOWEST && stepsPerSecond <= FASTEST)) {
      throw new ProblemException(
          Reason.ARGUMENT,
          "steps_per_second",
          stepsPerSecond,
          "0 (as fast as possible), or %s to %s".formatted(SLOWEST, FASTEST));
    }
    return stepsPerSecond;
  }

  private double intervalNanos() {
    return stepsPerSecond == 0 ? 0 : Units.NANOS_PER_SECOND / stepsPerSecond;
  }

  double stepsPerSecond() {
    return stepsPerSecond;
  }

  /** Time until the next step; 0 or less = it is due. */
  long waitNanos(long nowNanos) {
    return (long) Math.ceil(dueNanos - nowNanos);
  }

  /** Records the end of a step. */
  void stepped(long nowNanos) {
    dueNanos += intervalNanos();
    if (dueNanos < nowNanos - FORGIVEN_NANOS) {
      dueNanos = nowNanos;
    }
    stepsMeasured++;
    if (nowNanos - measuredFromNanos >= MEASURED_NANOS) {
      reached = stepsMeasured / Units.seconds(nowNanos - measuredFromNanos);
      measuredFromNanos = nowNanos;
      stepsMeasured = 0;
    }
  }

  /** Measured number of steps per second; 0 until it is known. */
  double reached() {
    return reached;
  }
}
