package io.quanttradinggym.sim.market;

/**
 * Mark to market: what accounts are worth at mid, in millionths of the currency. The one rounding:
 * a position of an account in one instrument is {@code lots × (bid + ask) × tick / 2}, and half a
 * millionth is dropped towards zero. Every other figure is a sum of such values, so that the parts
 * of any group add up to the whole.
 */
public final class Valuation {
  private final MarketView market;
  private final Accounts accounts;

  public Valuation(MarketView market, Accounts accounts) {
    this.market = market;
    this.accounts = accounts;
  }

  /**
   * The value at mid of so many lots; negative for a short position. A value beyond the range of a
   * long is {@link Long#MAX_VALUE} or its negative.
   */
  public static long positionMicros(MarketView market, int instrument, long lots) {
    long lotMicros =
        market.doubleMidTicks(instrument) * market.instrument(instrument).tickSizeMicros();
    long doubled = lots * lotMicros;
    if (Math.multiplyHigh(lots, lotMicros) != doubled >> (Long.SIZE - 1)) {
      return lots < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
    }
    return doubled / 2;
  }

  private long positionMicros(int owner, int instrument) {
    return positionMicros(market, instrument, accounts.positionLots(owner, instrument));
  }

  /** Cash and all positions. */
  public long equityMicros(int owner) {
    return accounts.cashMicros(owner) + netMicros(owner);
  }

  /** All positions: long ones less short ones. */
  public long netMicros(int owner) {
    long net = 0;
    for (int i = 0; i < market.instruments(); i++) {
      net += positionMicros(owner, i);
    }
    return net;
  }

  /** All positions: long ones and short ones. */
  public long grossMicros(int owner) {
    long gross = 0;
    for (int i = 0; i < market.instruments(); i++) {
      gross += Math.abs(positionMicros(owner, i));
    }
    return gross;
  }

  /** Cash and all positions of the lender of shares. */
  public long lenderEquityMicros() {
    long equity = accounts.lenderCashMicros();
    for (int i = 0; i < market.instruments(); i++) {
      equity += positionMicros(market, i, accounts.lenderPositionLots(i));
    }
    return equity;
  }
}
