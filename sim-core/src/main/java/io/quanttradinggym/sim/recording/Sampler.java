package io.quanttradinggym.sim.recording;

import java.util.function.LongConsumer;

/** Calls at every full step of time since the open, when all events up to and at it are over. */
final class Sampler {
  private final long stepNanos;
  private final LongConsumer sample;
  private long nextNanos;

  /**
   * @param firstNanos the first time to be called at
   */
  Sampler(long firstNanos, long stepNanos, LongConsumer sample) {
    this.stepNanos = stepNanos;
    this.sample = sample;
    nextNanos = firstNanos;
  }

  /** To be told of {@link io.quanttradinggym.sim.engine.SimulationHook#onTimePasses}. */
  void timePassesTo(long toNanos) {
    while (nextNanos < toNanos) {
      sample.accept(nextNanos);
      nextNanos += stepNanos;
    }
  }

  /** Nothing more will happen at {@code nowNanos} or before. */
  void finish(long nowNanos) {
    timePassesTo(nowNanos + 1);
  }
}
