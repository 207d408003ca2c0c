package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.market.Valuation;

/** What participants have gained or lost since a moment, in millionths of the currency. */
final class AgentPnl {
  private final Valuation valuation;
  private final long[] initialMicros; // by owner

  /** What is gained or lost counts from now on. */
  AgentPnl(Valuation valuation, int owners) {
    this.valuation = valuation;
    initialMicros = new long[owners];
    for (int owner = 0; owner < owners; owner++) {
      initialMicros[owner] = valuation.equityMicros(owner);
    }
  }

  /** Equity, less that of the beginning. */
  long micros(int owner) {
    return valuation.equityMicros(owner) - initialMicros[owner];
  }
}
