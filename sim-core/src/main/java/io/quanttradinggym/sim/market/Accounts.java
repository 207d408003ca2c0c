package io.quanttradinggym.sim.market;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import io.quanttradinggym.sim.state.Stateful;

/**
 * Cash, positions and fees of every participant, by index. Money and shares move between accounts
 * and are never made: what a fill takes from one it gives to another, and fees go to the exchange's
 * own account. Who sells short holds a negative position; the shares that it delivered are those of
 * the lender, whose account holds all that no participant held at the start.
 */
public final class Accounts implements Stateful {
  private final int owners;
  private final int instruments;
  private final long[] cashMicros; // (owners + 2), the last are the exchange and the lender
  private final long[] feesMicros; // (owners)
  private final long[] positionLots; // (owners + 1, instruments), the last is the lender

  public Accounts(int owners, int instruments) {
    this.owners = owners;
    this.instruments = instruments;
    cashMicros = new long[owners + 2];
    feesMicros = new long[owners];
    positionLots = new long[(owners + 1) * instruments];
  }

  public int owners() {
    return owners;
  }

  /** Sets what an owner starts with. */
  public void endow(int owner, long cash, int instrument, long position) {
    cashMicros[owner] = cash;
    positionLots[owner * instruments + instrument] = position;
  }

  /** Sets what the lender starts with. */
  public void endowLender(int instrument, long position) {
    positionLots[owners * instruments + instrument] = position;
  }

  /** Moves a fee from a borrower to the lender. */
  public void payLender(int owner, long feeMicros) {
    cashMicros[owner] -= feeMicros;
    feesMicros[owner] += feeMicros;
    cashMicros[owners + 1] += feeMicros;
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
    positionLots[buyer * instruments + instrument] += quantityLots;
    positionLots[seller * instruments + instrument] -= quantityLots;
    cashMicros[buyer] -= notionalMicros + buyerFeeMicros;
    cashMicros[seller] += notionalMicros - sellerFeeMicros;
    feesMicros[buyer] += buyerFeeMicros;
    feesMicros[seller] += sellerFeeMicros;
    cashMicros[owners] += buyerFeeMicros + sellerFeeMicros;
  }

  public long cashMicros(int owner) {
    return cashMicros[owner];
  }

  public long positionLots(int owner, int instrument) {
    return positionLots[owner * instruments + instrument];
  }

  /** Fees paid so far, less rebates received. */
  public long feesMicros(int owner) {
    return feesMicros[owner];
  }

  public long exchangeCashMicros() {
    return cashMicros[owners];
  }

  public long lenderCashMicros() {
    return cashMicros[owners + 1];
  }

  public long lenderPositionLots(int instrument) {
    return positionLots[owners * instruments + instrument];
  }

  /** Constant over a simulation: the money of all, the exchange and the lender included. */
  public long totalCashMicros() {
    long total = 0;
    for (long cash : cashMicros) {
      total += cash;
    }
    return total;
  }

  /** Constant over a simulation: all positions in one instrument, the lender's included. */
  public long totalPositionLots(int instrument) {
    long total = 0;
    for (int owner = 0; owner <= owners; owner++) {
      total += positionLots(owner, instrument);
    }
    return total;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLongs(cashMicros, 0, cashMicros.length);
    out.writeLongs(feesMicros, 0, feesMicros.length);
    out.writeLongs(positionLots, 0, positionLots.length);
  }

  @Override
  public void load(StateReader in) {
    in.readLongs(cashMicros, 0, cashMicros.length);
    in.readLongs(feesMicros, 0, feesMicros.length);
    in.readLongs(positionLots, 0, positionLots.length);
  }
}
