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
  // The words of an account, neighbours in memory: an order of one of 100,000 touches one place.
  private static final int CASH = 0; // millionths of the currency
  private static final int FEES = 1;
  private static final int POSITIONS = 2; // lots of each instrument
  private static final int ALIGNMENT = 4;

  private final int owners;
  private final int words;
  private final long[] accounts; // (owners + 2, words), the last are the exchange and the lender

  public Accounts(int owners, int instruments) {
    this.owners = owners;
    words = (POSITIONS + instruments + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    accounts = new long[(owners + 2) * words];
  }

  public int owners() {
    return owners;
  }

  private int cash(int owner) {
    return owner * words + CASH;
  }

  private int fees(int owner) {
    return owner * words + FEES;
  }

  private int position(int owner, int instrument) {
    return owner * words + POSITIONS + instrument;
  }

  private int exchange() {
    return owners;
  }

  private int lender() {
    return owners + 1;
  }

  /** Sets the initial cash and position of an owner. */
  public void endow(int owner, long cash, int instrument, long position) {
    accounts[cash(owner)] = cash;
    accounts[position(owner, instrument)] = position;
  }

  /** Sets the initial position of the lender. */
  public void endowLender(int instrument, long position) {
    accounts[position(lender(), instrument)] = position;
  }

  /** Moves a fee from a borrower to the lender. */
  public void payLender(int owner, long feeMicros) {
    accounts[cash(owner)] -= feeMicros;
    accounts[fees(owner)] += feeMicros;
    accounts[cash(lender())] += feeMicros;
  }

  /**
   * Moves shares from {@code seller} to {@code buyer} and money the other way, and both fees to the
   * exchange.
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

  public long cashMicros(int owner) {
    return accounts[cash(owner)];
  }

  public long positionLots(int owner, int instrument) {
    return accounts[position(owner, instrument)];
  }

  /** Fees paid so far, less rebates received. */
  public long feesMicros(int owner) {
    return accounts[fees(owner)];
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

  /** Constant over a simulation: the money of all, the exchange and the lender included. */
  public long totalCashMicros() {
    long total = 0;
    for (int owner = 0; owner <= lender(); owner++) {
      total += accounts[cash(owner)];
    }
    return total;
  }

  /** Constant over a simulation: all positions in one instrument, the lender's included. */
  public long totalPositionLots(int instrument) {
    long total = 0;
    for (int owner = 0; owner <= lender(); owner++) {
      total += accounts[position(owner, instrument)];
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
