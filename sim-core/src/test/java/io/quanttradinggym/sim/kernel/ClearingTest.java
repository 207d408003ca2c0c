package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.feature.IndicatorBoard;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.IntensityProfile;
import io.quanttradinggym.sim.market.NewsFeed;
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
  private final OrderBook[] books = new OrderBook[1];
  private final OrderBook book = new OrderBook(0, exchange());

  private Clearing exchange() {
    List<Instrument> instruments = List.of(new Instrument(0, "S", 10_000));
    int[] initialTicks = {TICKS};
    IntensityProfile flat = new IntensityProfile(new double[0], 0, 1);
    return new Clearing(
        instruments,
        new Fees[] {new Fees(-0.2, 0.3, -20, 30)},
        accounts,
        new Digest(),
        new ReportQueue(),
        new boolean[2],
        new MarketState(instruments, books, initialTicks, NewsFeed.NONE, flat, 0, 1),
        new IndicatorBoard(initialTicks, 0));
  }

  private void trade(Side first) {
    books[0] = book;
    book.submitLimit(1, ANN, first, TICKS, LOTS, TimeInForce.GTC);
    book.submitLimit(2, BOB, first.opposite(), TICKS, LOTS, TimeInForce.GTC);
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
    book.startCall();
    trade(Side.BUY);
    book.open(TICKS);
    expect(FEE_MICROS, FEE_MICROS, 1);
  }
}
