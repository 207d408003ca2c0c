package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.market.MarketView;
import java.util.function.LongConsumer;

/** Calls at whole steps of time since the open, after all events up to and including that time. */
public final class Sampler {
  private final long stepNanos;
  private final LongConsumer sample;
  private long nextNanos;

  /**
   * @param firstNanos time of the first call
   */
  public Sampler(long firstNanos, long stepNanos, LongConsumer sample) {
    this.stepNanos = stepNanos;
    this.sample = sample;
    nextNanos = firstNanos;
  }

  /** Samples from now on at whole steps, including the current time if it is one. */
  public static Sampler since(MarketView market, long stepNanos, LongConsumer sample) {
    long elapsed = market.timeNanos() - market.openNanos();
    long first = market.openNanos() + Math.ceilDiv(elapsed, stepNanos) * stepNanos;
    return new Sampler(first, stepNanos, sample);
  }

  /** Samples now and at every later whole step. */
  public static Sampler after(MarketView market, long stepNanos, LongConsumer sample) {
    long elapsed = market.timeNanos() - market.openNanos();
    long first = market.openNanos() + (elapsed / stepNanos + 1) * stepNanos;
    return new Sampler(first, stepNanos, sample);
  }

  /** Forwards {@link SimulationHook#onTimePasses}. */
  public void timePassesTo(long toNanos) {
    while (nextNanos < toNanos) {
      sample.accept(nextNanos);
      nextNanos += stepNanos;
    }
  }

  /** Declares that no more events occur at {@code nowNanos} or before. */
  public void finish(long nowNanos) {
    timePassesTo(nowNanos + 1);
  }
}
