package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import io.quanttradinggym.sim.market.BorrowTerms;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import org.jspecify.annotations.Nullable;

/** Makes the risk desk of a simulation that has one. */
final class ClearingHouses {
  private ClearingHouses() {}

  /** Null where nothing is limited. */
  static @Nullable ClearingHouse of(
      Simulator simulator, SimulatorBuilder builder, Accounts accounts, MarketState market) {
    if (builder.limits.isNone() && builder.shares.isEmpty()) {
      return null;
    }
    int n = builder.instruments.size();
    @Nullable BorrowTerms[] terms = new BorrowTerms[n];
    for (SimulatorBuilder.Shares shares : builder.shares) {
      int instrument = shares.instrument();
      terms[instrument] = shares.terms();
      accounts.endowLender(instrument, lenderLots(shares, accounts));
    }
    String[] symbols = new String[n];
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      Instrument traded = builder.instruments.get(i);
      symbols[i] = traded.symbol();
      values[i] = builder.initialTicks.get(i) * traded.tickSizeMicros();
    }
    long session = builder.closeNanos - builder.openNanos;
    BorrowLedger ledger = new BorrowLedger(accounts, terms, values, session);
    Fees[] fees = builder.fees.toArray(Fees[]::new);
    PreTradeRisk guard = new PreTradeRisk(builder.limits, accounts, ledger, market, fees);
    return new ClearingHouse(simulator, builder.limits, accounts, ledger, guard, symbols);
  }

  /** What the lender holds: all that participants do not, and at least what it lends. */
  private static long lenderLots(SimulatorBuilder.Shares shares, Accounts accounts) {
    int instrument = shares.instrument();
    long pool = shares.terms().poolLots();
    long held = accounts.totalPositionLots(instrument) - accounts.lenderPositionLots(instrument);
    long shorted = 0;
    for (int owner = 0; owner < accounts.owners(); owner++) {
      shorted -= Math.min(0, accounts.positionLots(owner, instrument));
    }
    if (shorted > pool) {
      throw new InvalidInputException(
          "borrow.pool", pool, "at least " + shorted + ", the initial short positions");
    }
    if (shares.outstandingLots() == 0) {
      return pool;
    }
    if (shares.outstandingLots() - held < pool) {
      throw new InvalidInputException(
          "shares_outstanding",
          shares.outstandingLots(),
          "at least " + (held + pool) + ", the initial positions and the pool");
    }
    return shares.outstandingLots() - held;
  }
}
