package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.trader.TraderTerms;
import io.quanttradinggym.sim.kernel.LatencyModel;

/** The learning participant. */
public record TraderSettings(LatencyModel latency, TraderTerms terms) {
  /** Name in every simulation; no population entry may use it. */
  public static final String NAME = "trader";
}
