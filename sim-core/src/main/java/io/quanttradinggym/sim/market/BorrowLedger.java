package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Borrowed shares and fees of all accounts. A short sale needs located shares: the pool must cover
 * the current short positions of all accounts and the short positions that their live orders could
 * create. The borrowed quantity of an account equals its short position.
 *
 * <p>Fees accrue on lots × time, counted exactly, and are paid to the lender in whole millionths of
 * the currency, rounded down in the borrower's favour. Instruments without terms can be sold short
 * without limit and fee. Every call takes constant time.
 */
public final class BorrowLedger implements Stateful {
  /** Cap of a borrower without a recall. */
  public static final long NO_CAP = Long.MAX_VALUE;

  private static final long MICROSECOND_NANOS = 1_000;
  private static final int SESSIONS_PER_YEAR = 252;

  private final Accounts accounts;
  private final int instruments;
  private final @Nullable BorrowTerms[] terms; // by instrument
  private final double[] feePerLotMicrosecond; // by instrument, in millionths of the currency
  private final long[] poolLots; // by instrument
  private final long[] locatedLots; // by instrument: located quantity, borrowed or not
  private final long[] onLoanLots; // by instrument
  private final long[] located; // (participants, instruments), like all arrays below
  private final long[] borrowed;
  private final long[] capLots;
  private final long[] lotMicroseconds;
  private final long[] paidMicros;
  private final long[] sinceMicroseconds;

  /**
   * @param terms by instrument; null = none
   * @param lotValueMicros by instrument: value on which fees are charged
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
    int size = accounts.participants() * instruments;
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

  /** Whether the pool covers a largest possible short position of {@code lots} for this account. */
  public boolean canLocate(int participant, int instrument, long lots) {
    long now = located[participant * instruments + instrument];
    return terms[instrument] == null
        || lots <= now
        || locatedLots[instrument] - now + lots <= poolLots[instrument];
  }

  /**
   * Records the current and the largest possible short position of an account.
   *
   * @param locatedNow at least {@code borrowedNow}
   */
  public void update(
      int participant, int instrument, long locatedNow, long borrowedNow, long timeNanos) {
    if (terms[instrument] == null) {
      return;
    }
    int at = participant * instruments + instrument;
    locatedLots[instrument] += locatedNow - located[at];
    located[at] = locatedNow;
    if (borrowedNow != borrowed[at]) {
      accrue(participant, instrument, timeNanos);
      onLoanLots[instrument] += borrowedNow - borrowed[at];
      borrowed[at] = borrowedNow;
    }
  }

  /** Charges an account the fees accrued so far. */
  public void accrue(int participant, int instrument, long timeNanos) {
    int at = participant * instruments + instrument;
    long now = timeNanos / MICROSECOND_NANOS;
    lotMicroseconds[at] += borrowed[at] * (now - sinceMicroseconds[at]);
    sinceMicroseconds[at] = now;
    long owed = (long) (lotMicroseconds[at] * feePerLotMicrosecond[instrument]);
    if (owed > paidMicros[at]) {
      accounts.payLender(participant, owed - paidMicros[at]);
      paidMicros[at] = owed;
    }
  }

  /** Recalls shares for the lender. Returns the quantity that unlocated shares do not cover. */
  public long shrinkPool(int instrument, long lots) {
    poolLots[instrument] -= lots;
    long missing = locatedLots[instrument] - poolLots[instrument];
    return Math.clamp(missing, 0, lots);
  }

  /** Largest borrowed quantity of an account at the deadline, or {@link #NO_CAP}. */
  public long capLots(int participant, int instrument) {
    return capLots[participant * instruments + instrument];
  }

  public void setCap(int participant, int instrument, long lots) {
    capLots[participant * instruments + instrument] = lots;
  }

  public long borrowedLots(int participant, int instrument) {
    return borrowed[participant * instruments + instrument];
  }

  /** Current size of the pool. */
  public long poolLots(int instrument) {
    return poolLots[instrument];
  }

  /** Located quantity, borrowed or not. */
  public long locatedLots(int instrument) {
    return locatedLots[instrument];
  }

  /** Total borrowed quantity of all accounts. */
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
    in.readLongs(poolLots, 0, instruments, 0, Times.MAX_NANOS);
    in.readLongs(locatedLots, 0, instruments, -Times.MAX_NANOS, Times.MAX_NANOS);
    in.readLongs(onLoanLots, 0, instruments, -Times.MAX_NANOS, Times.MAX_NANOS);
    for (long[] values : perAccount()) {
      in.readLongs(values, 0, values.length, -Times.MAX_NANOS, Long.MAX_VALUE);
    }
  }

  private long[][] perAccount() {
    return new long[][] {
      located, borrowed, capLots, lotMicroseconds, paidMicros, sinceMicroseconds
    };
  }
}
