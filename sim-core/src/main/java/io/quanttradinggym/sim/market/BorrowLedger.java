package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who borrows how much of what, and owes which fees. A short sale needs shares that were located
 * before: the pool must cover what all accounts are short and could become short by their live
 * orders. What an account has borrowed is what it is short.
 *
 * <p>Fees accrue on lots × time, counted exactly, and are paid to the lender in whole millionths of
 * the currency, rounded down in the borrower's favour. Instruments without terms can be sold short
 * without limit and fee. Every call takes constant time.
 */
public final class BorrowLedger implements Stateful {
  /** A borrower that need not return anything. */
  public static final long NO_CAP = Long.MAX_VALUE;

  private static final long MICROSECOND_NANOS = 1_000;
  private static final int SESSIONS_PER_YEAR = 252;

  private final Accounts accounts;
  private final int instruments;
  private final @Nullable BorrowTerms[] terms; // by instrument
  private final double[] feePerLotMicrosecond; // by instrument, in millionths of the currency
  private final long[] poolLots; // by instrument
  private final long[] locatedLots; // by instrument: what is promised, lent or not
  private final long[] onLoanLots; // by instrument
  private final long[] located; // (owners, instruments), as all below
  private final long[] borrowed;
  private final long[] capLots;
  private final long[] lotMicroseconds;
  private final long[] paidMicros;
  private final long[] sinceMicroseconds;

  /**
   * @param terms by instrument; null = none
   * @param lotValueMicros by instrument: what fees are a part of
   */
  public BorrowLedger(
      Accounts accounts, @Nullable BorrowTerms[] terms, long[] lotValueMicros, long sessionNanos) {
    this.accounts = accounts;
    this.terms = terms.clone();
    instruments = terms.length;
    feePerLotMicrosecond = new double[instruments];
    poolLots = new long[instruments];
    locatedLots = new long[instruments];
    onLoanLots = new long[instruments];
    double yearMicroseconds = (double) SESSIONS_PER_YEAR * sessionNanos / MICROSECOND_NANOS;
    for (int i = 0; i < instruments; i++) {
      BorrowTerms term = terms[i];
      if (term != null) {
        feePerLotMicrosecond[i] = term.yearlyFee() * lotValueMicros[i] / yearMicroseconds;
        poolLots[i] = term.poolLots();
      }
    }
    int size = accounts.owners() * instruments;
    located = new long[size];
    borrowed = new long[size];
    capLots = new long[size];
    Arrays.fill(capLots, NO_CAP);
    lotMicroseconds = new long[size];
    paidMicros = new long[size];
    sinceMicroseconds = new long[size];
  }

  public @Nullable BorrowTerms terms(int instrument) {
    return terms[instrument];
  }

  /** Whether the pool covers it that an account could be short by so much in all. */
  public boolean canLocate(int owner, int instrument, long lots) {
    long now = located[owner * instruments + instrument];
    return terms[instrument] == null
        || lots <= now
        || locatedLots[instrument] - now + lots <= poolLots[instrument];
  }

  /**
   * Takes down what an account could be short in all, and what it is short now.
   *
   * @param locatedNow at least {@code borrowedNow}
   */
  public void update(int owner, int instrument, long locatedNow, long borrowedNow, long timeNanos) {
    if (terms[instrument] == null) {
      return;
    }
    int at = owner * instruments + instrument;
    locatedLots[instrument] += locatedNow - located[at];
    located[at] = locatedNow;
    if (borrowedNow != borrowed[at]) {
      accrue(owner, instrument, timeNanos);
      onLoanLots[instrument] += borrowedNow - borrowed[at];
      borrowed[at] = borrowedNow;
    }
  }

  /** Has an account pay what it owes by now. */
  public void accrue(int owner, int instrument, long timeNanos) {
    int at = owner * instruments + instrument;
    long now = timeNanos / MICROSECOND_NANOS;
    lotMicroseconds[at] += borrowed[at] * (now - sinceMicroseconds[at]);
    sinceMicroseconds[at] = now;
    long owed = (long) (lotMicroseconds[at] * feePerLotMicrosecond[instrument]);
    if (owed > paidMicros[at]) {
      accounts.payLender(owner, owed - paidMicros[at]);
      paidMicros[at] = owed;
    }
  }

  /** The lender wants shares back; returns how many it cannot take from what is not lent. */
  public long shrinkPool(int instrument, long lots) {
    poolLots[instrument] -= lots;
    long missing = locatedLots[instrument] - poolLots[instrument];
    return Math.clamp(missing, 0, lots);
  }

  /** Most that an account may have borrowed at the deadline, or {@link #NO_CAP}. */
  public long capLots(int owner, int instrument) {
    return capLots[owner * instruments + instrument];
  }

  public void setCap(int owner, int instrument, long lots) {
    capLots[owner * instruments + instrument] = lots;
  }

  public long borrowedLots(int owner, int instrument) {
    return borrowed[owner * instruments + instrument];
  }

  /** What the lender lends in all, now. */
  public long poolLots(int instrument) {
    return poolLots[instrument];
  }

  /** What is promised to borrowers, lent or not. */
  public long locatedLots(int instrument) {
    return locatedLots[instrument];
  }

  /** What all accounts together have borrowed. */
  public long onLoanLots(int instrument) {
    return onLoanLots[instrument];
  }

  @Override
  public void save(StateWriter out) {
    out.writeLongs(poolLots, 0, instruments);
    out.writeLongs(locatedLots, 0, instruments);
    out.writeLongs(onLoanLots, 0, instruments);
    for (long[] values : perAccount()) {
      out.writeLongs(values, 0, values.length);
    }
  }

  @Override
  public void load(StateReader in) {
    in.readLongs(poolLots, 0, instruments);
    in.readLongs(locatedLots, 0, instruments);
    in.readLongs(onLoanLots, 0, instruments);
    for (long[] values : perAccount()) {
      in.readLongs(values, 0, values.length);
    }
  }

  private long[][] perAccount() {
    return new long[][] {
      located, borrowed, capLots, lotMicroseconds, paidMicros, sinceMicroseconds
    };
  }
}
