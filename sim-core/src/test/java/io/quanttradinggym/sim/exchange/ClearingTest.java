package io.quanttradinggym.sim.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.event.MarketListener;
import io.quanttradinggym.sim.feature.IndicatorBoard;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.NewsFeed;
import io.quanttradinggym.sim.market.SessionRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who pays what for a fill: a rebate of 0.2 basis points and 20 a lot, a fee of 0.3 and 30. */
class ClearingTest {
  private static final int ANN = 0;
  private static final int BOB = 1;
  private static final int TICKS = 10_000;
  private static final long LOTS = 5;
  private static final long NOTIONAL_MICROS = 500_000_000;
  private static final long REBATE_MICROS = 10_000 + 20 * LOTS;
  private static final long FEE_MICROS = 15_000 + 30 * LOTS;

  private final Accounts accounts = new Accounts(2, 1);
  private final Exchange exchange = exchange();

  private Exchange exchange() {
    Listing share =
        new Listing(
            new Instrument(0, "S", 10_000), TICKS, new Fees(-0.2, 0.3, -20, 30), null, null);
    ExchangeSetup setup =
        new ExchangeSetup(
            List.of(share),
            SessionRules.continuous(0, 1),
            new AccountLimits(AccountLimits.UNLIMITED, 0, 0, 0, 1),
            0,
            1);
    ExchangeLinks links =
        new ExchangeLinks(
            (timeNanos, kind, participant, instrument, code) -> {},
            new MarketListener() {},
            new UnreportedParticipants(),
            instrument -> {});
    return new Exchange(
        setup, accounts, NewsFeed.NONE, new IndicatorBoard(new int[] {TICKS}, 0), links);
  }

  private void trade(Side first) {
    exchange.submitLimit(0, 1, ANN, first, TICKS, LOTS, TimeInForce.GTC);
    exchange.submitLimit(0, 2, BOB, first.opposite(), TICKS, LOTS, TimeInForce.GTC);
  }

  private void expect(long annFee, long bobFee, int annSign) {
    assertEquals(annFee, accounts.feesMicros(ANN));
    assertEquals(bobFee, accounts.feesMicros(BOB));
    assertEquals(annSign * LOTS, accounts.positionLots(ANN, 0));
    assertEquals(-annSign * NOTIONAL_MICROS - annFee, accounts.cashMicros(ANN));
    assertEquals(annSign * NOTIONAL_MICROS - bobFee, accounts.cashMicros(BOB));
    assertEquals(annFee + bobFee, accounts.exchangeCashMicros());
    assertEquals(0, accounts.totalCashMicros());
    assertEquals(0, accounts.totalPositionLots(0));
  }

  @Test
  void aBuyerWhoWaitsIsPaidAndTheSellerPays() {
    trade(Side.BUY);
    expect(-REBATE_MICROS, FEE_MICROS, 1);
  }

  @Test
  void aSellerWhoWaitsIsPaidAndTheBuyerPays() {
    trade(Side.SELL);
    expect(-REBATE_MICROS, FEE_MICROS, -1);
  }

  /** Nobody waits for the other, so that both pay. */
  @Test
  void inAnAuctionBothPay() {
    exchange.book(0).startCall();
    trade(Side.BUY);
    exchange.book(0).open(TICKS);
    expect(FEE_MICROS, FEE_MICROS, 1);
  }
}
