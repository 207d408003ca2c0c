package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.market.Valuation;

/** P&amp;L of participants since a start time, in millionths of the currency. */
final class AgentPnl {
  private final Valuation valuation;
  private final long[] initialMicros; // by participant

  /** Measures P&amp;L from now on. */
  AgentPnl(Valuation valuation, int participants) {
    this.valuation = valuation;
    initialMicros = new long[participants];
    for (int participant = 0; participant < participants; participant++) {
      initialMicros[participant] = valuation.equityMicros(participant);
    }
  }

  /** Current equity minus initial equity. */
  long micros(int participant) {
    return valuation.equityMicros(participant) - initialMicros[participant];
  }
}
