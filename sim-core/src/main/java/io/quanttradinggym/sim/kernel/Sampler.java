package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.market.MarketView;
import java.util.function.LongConsumer;

/** Calls at every full step of time since the open, when all events up to and at it are over. */
public final class Sampler {
  private final long stepNanos;
  private final LongConsumer sample;
  private long nextNanos;

  /**
   * @param firstNanos the first time to be called at
   */
  public Sampler(long firstNanos, long stepNanos, LongConsumer sample) {
    this.stepNanos = stepNanos;
    this.sample = sample;
    nextNanos = firstNanos;
  }

  /** Samples now, if now is a full step, and from then on. */
  public static Sampler since(MarketView market, long stepNanos, LongConsumer sample) {
    long elapsed = market.timeNanos() - market.openNanos();
    long first = market.openNanos() + Math.ceilDiv(elapsed, stepNanos) * stepNanos;
    return new Sampler(first, stepNanos, sample);
  }

  /** Samples now and then at every full step. */
  public static Sampler after(MarketView market, long stepNanos, LongConsumer sample) {
    long elapsed = market.timeNanos() - market.openNanos();
    long first = market.openNanos() + (elapsed / stepNanos + 1) * stepNanos;
    return new Sampler(first, stepNanos, sample);
  }

  /** To be told of {@link SimulationHook#onTimePasses}. */
  public void timePassesTo(long toNanos) {
    while (nextNanos < toNanos) {
      sample.accept(nextNanos);
      nextNanos += stepNanos;
    }
  }

  /** No more events occur at {@code nowNanos} or before. */
  public void finish(long nowNanos) {
    timePassesTo(nowNanos + 1);
  }
}
