package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import io.quanttradinggym.sim.market.BorrowTerms;
import org.jspecify.annotations.Nullable;

/**
 * Creates the borrow ledger of an exchange, and gives the lender the shares that participants do
 * not hold.
 */
final class BorrowLedgers {
  private BorrowLedgers() {}

  static BorrowLedger of(ExchangeSetup setup, Accounts accounts) {
    int n = setup.listings().size();
    @Nullable BorrowTerms[] terms = new BorrowTerms[n];
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      Listing listing = setup.listings().get(i);
      values[i] = listing.initialTicks() * listing.instrument().tickSizeMicros();
      ShareSupply shares = listing.shares();
      if (shares != null) {
        terms[i] = shares.terms();
        accounts.endowLender(i, lenderLots(i, shares, accounts));
      }
    }
    return new BorrowLedger(accounts, terms, values, setup.closeNanos() - setup.openNanos());
  }

  /** Position of the lender: all shares that participants do not hold, and at least the pool. */
  private static long lenderLots(int instrument, ShareSupply shares, Accounts accounts) {
    long pool = shares.terms().poolLots();
    long held = accounts.totalPositionLots(instrument) - accounts.lenderPositionLots(instrument);
    long shorted = 0;
    for (int participant = 0; participant < accounts.participants(); participant++) {
      shorted -= Math.min(0, accounts.positionLots(participant, instrument));
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
          "at least the initial positions of participants plus the pool: " + (held + pool));
    }
    return shares.outstandingLots() - held;
  }
}
