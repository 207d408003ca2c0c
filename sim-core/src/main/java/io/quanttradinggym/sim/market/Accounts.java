package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;

/**
 * Cash, positions and fees of every participant, by index. Money and shares are conserved: a fill
 * moves them between accounts, and fees go to the exchange's account. A short seller has a negative
 * position; the delivered shares come from the lender, whose account initially holds all shares
 * that no participant holds.
 */
public final class Accounts implements Stateful {
  // The words of an account are adjacent in memory, so an order of one of 100,000 accounts touches
  // one place.
  private static final int CASH = 0; // millionths of the currency
  private static final int FEES = 1;
  private static final int POSITIONS = 2; // lots of each instrument
  private static final int ALIGNMENT = 4;

  private final int participants;
  private final int words;
  private final long[]
      accounts; // (participants + 2, words); the last two are the exchange and the lender

  public Accounts(int participants, int instruments) {
    this.participants = participants;
    words = (POSITIONS + instruments + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    accounts = new long[(participants + 2) * words];
  }

  public int participants() {
    return participants;
  }

  private int cash(int participant) {
    return participant * words + CASH;
  }

  private int fees(int participant) {
    return participant * words + FEES;
  }

  private int position(int participant, int instrument) {
    return participant * words + POSITIONS + instrument;
  }

  private int exchange() {
    return participants;
  }

  private int lender() {
    return participants + 1;
  }

  /** Sets the initial cash and position of a participant. */
  public void endow(int participant, long cash, int instrument, long position) {
    accounts[cash(participant)] = cash;
    accounts[position(participant, instrument)] = position;
  }

  /** Sets the initial position of the lender. */
  public void endowLender(int instrument, long position) {
    accounts[position(lender(), instrument)] = position;
  }

  /** Moves a fee from a borrower to the lender. */
  public void payLender(int participant, long feeMicros) {
    accounts[cash(participant)] -= feeMicros;
    accounts[fees(participant)] += feeMicros;
    accounts[cash(lender())] += feeMicros;
  }

  /**
   * Moves shares from {@code seller} to {@code buyer}, money from {@code buyer} to {@code seller},
   * and both fees to the exchange.
   */
  public void settle(
      int buyer,
      int seller,
      int instrument,
      long quantityLots,
      long notionalMicros,
      long buyerFeeMicros,
      long sellerFeeMicros) {
    accounts[position(buyer, instrument)] += quantityLots;
    accounts[position(seller, instrument)] -= quantityLots;
    accounts[cash(buyer)] -= notionalMicros + buyerFeeMicros;
    accounts[cash(seller)] += notionalMicros - sellerFeeMicros;
    accounts[fees(buyer)] += buyerFeeMicros;
    accounts[fees(seller)] += sellerFeeMicros;
    accounts[cash(exchange())] += buyerFeeMicros + sellerFeeMicros;
  }

  public long cashMicros(int participant) {
    return accounts[cash(participant)];
  }

  public long positionLots(int participant, int instrument) {
    return accounts[position(participant, instrument)];
  }

  /** Fees paid so far, less rebates received. */
  public long feesMicros(int participant) {
    return accounts[fees(participant)];
  }

  public long exchangeCashMicros() {
    return accounts[cash(exchange())];
  }

  public long lenderCashMicros() {
    return accounts[cash(lender())];
  }

  public long lenderPositionLots(int instrument) {
    return accounts[position(lender(), instrument)];
  }

  /**
   * Constant over a simulation: the cash of all accounts, including the exchange and the lender.
   */
  public long totalCashMicros() {
    long total = 0;
    for (int participant = 0; participant <= lender(); participant++) {
      total += accounts[cash(participant)];
    }
    return total;
  }

  /** Constant over a simulation: all positions in one instrument, including the lender's. */
  public long totalPositionLots(int instrument) {
    long total = 0;
    for (int participant = 0; participant <= lender(); participant++) {
      total += accounts[position(participant, instrument)];
    }
    return total;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLongs(accounts, 0, accounts.length);
  }

  @Override
  public void load(StateReader in) {
    in.readLongs(accounts, 0, accounts.length, -Times.MAX_NANOS, Times.MAX_NANOS);
  }
}
