package io.quanttradinggym.sim.market;

/**
 * Mark to market: values of accounts at mid, in millionths of the currency. The only rounding: the
 * position of an account in one instrument is {@code lots × (bid + ask) × tick / 2}, and half a
 * millionth is rounded towards zero. Every other figure is a sum of such values, so that the parts
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
   * Value of {@code lots} at mid; negative for a short position. A value beyond the range of a long
   * is {@link Long#MAX_VALUE} or its negative.
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

  private long positionMicros(int participant, int instrument) {
    return positionMicros(market, instrument, accounts.positionLots(participant, instrument));
  }

  /** Cash plus the value of all positions. */
  public long equityMicros(int participant) {
    return accounts.cashMicros(participant) + netMicros(participant);
  }

  /** Net value of all positions: long minus short. */
  public long netMicros(int participant) {
    long net = 0;
    for (int i = 0; i < market.instruments(); i++) {
      net += positionMicros(participant, i);
    }
    return net;
  }

  /** Gross value of all positions: long plus short. */
  public long grossMicros(int participant) {
    long gross = 0;
    for (int i = 0; i < market.instruments(); i++) {
      gross += Math.abs(positionMicros(participant, i));
    }
    return gross;
  }

  /** Cash plus the value of all positions of the lender of shares. */
  public long lenderEquityMicros() {
    long equity = accounts.lenderCashMicros();
    for (int i = 0; i < market.instruments(); i++) {
      equity += positionMicros(market, i, accounts.lenderPositionLots(i));
    }
    return equity;
  }
}
