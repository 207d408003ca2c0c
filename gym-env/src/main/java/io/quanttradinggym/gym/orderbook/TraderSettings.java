package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.trader.TraderTerms;
import io.quanttradinggym.sim.kernel.LatencyModel;

/** The learning participant. */
public record TraderSettings(LatencyModel latency, TraderTerms terms) {
  /** Its name in every simulation; no population entry can have it. */
  public static final String NAME = "trader";
}
