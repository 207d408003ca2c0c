package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.MarketView;

/** What participants have, at mid, in millionths of the currency. */
final class Valuation {
  private final MarketView market;
  private final Accounts accounts;
  private final long[] initialMicros; // by owner

  /** What is gained or lost counts from now on. */
  Valuation(MarketView market, Accounts accounts) {
    this.market = market;
    this.accounts = accounts;
    initialMicros = new long[accounts.owners()];
    for (int owner = 0; owner < initialMicros.length; owner++) {
      initialMicros[owner] = equityMicros(owner);
    }
  }

  private long equityMicros(int owner) {
    return accounts.cashMicros(owner) + netMicros(owner);
  }

  /** Equity, less that of the beginning. */
  long pnlMicros(int owner) {
    return equityMicros(owner) - initialMicros[owner];
  }

  /** All positions, long ones less short ones. */
  long netMicros(int owner) {
    long doubled = 0;
    for (int i = 0; i < market.instruments(); i++) {
      doubled += doubledMicros(owner, i);
    }
    return doubled / 2;
  }

  /** All positions, long ones and short ones. */
  long grossMicros(int owner) {
    long doubled = 0;
    for (int i = 0; i < market.instruments(); i++) {
      doubled += Math.abs(doubledMicros(owner, i));
    }
    return doubled / 2;
  }

  private long doubledMicros(int owner, int instrument) {
    return accounts.positionLots(owner, instrument)
        * market.doubleMidTicks(instrument)
        * market.instrument(instrument).tickSizeMicros();
  }
}
