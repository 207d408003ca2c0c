package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.OrderBook.NO_PRICE;
import static io.quanttradinggym.sim.book.Side.BUY;
import static io.quanttradinggym.sim.book.Side.SELL;
import static io.quanttradinggym.sim.book.TimeInForce.GTC;
import static io.quanttradinggym.sim.book.TimeInForce.IOC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.sim.book.BookEvent.Accepted;
import io.quanttradinggym.sim.book.BookEvent.AuctionTraded;
import io.quanttradinggym.sim.book.BookEvent.Cancelled;
import io.quanttradinggym.sim.book.BookEvent.PhaseChanged;
import io.quanttradinggym.sim.book.BookEvent.Rejected;
import io.quanttradinggym.sim.book.BookEvent.RequestRejected;
import io.quanttradinggym.sim.book.BookEvent.Traded;
import io.quanttradinggym.sim.book.BookEvent.Triggered;
import io.quanttradinggym.sim.book.BookEvent.Uncrossed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Price bands, halts and auctions. */
class TradingPhaseTest {
  private static final int ANN = 7;
  private static final int BOB = 8;
  private static final PhaseChanged OPEN =
      new PhaseChanged(TradingPhase.CONTINUOUS, PhaseCause.REQUESTED);

  private final RecordingListener events = new RecordingListener(0);
  private final OrderBook book = new OrderBook(0, events);
  private final OrderTicket ticket = new OrderTicket();

  private void given(Runnable commands) {
    commands.run();
    events.drain();
  }

  private void expect(BookEvent... expected) {
    assertEquals(List.of(expected), events.drain());
  }

  @Test
  void anAggressivePriceOutsideTheBandIsRejectedAndAPassiveOneIsNot() {
    book.setPriceBand(90, 110);
    book.submitLimit(1, ANN, BUY, 111, 1, GTC);
    book.submitLimit(2, ANN, SELL, 89, 1, GTC);
    book.submitLimit(3, ANN, BUY, 89, 1, GTC);
    book.submitLimit(4, ANN, SELL, 111, 1, GTC);
    book.replace(4, ANN, 89, 1);
    expect(
        new Rejected(1, ANN, RejectReason.PRICE_OUTSIDE_BAND),
        new Rejected(2, ANN, RejectReason.PRICE_OUTSIDE_BAND),
        new Accepted(3, ANN, BUY, 89, 1),
        new Accepted(4, ANN, SELL, 111, 1),
        new RequestRejected(4, ANN, RejectReason.PRICE_OUTSIDE_BAND));
  }

  @Test
  void aMarketOrderThatReachesTheBandHaltsTheMarket() {
    given(() -> {
      book.setPriceBand(90, 110);
      book.submitLimit(1, ANN, SELL, 110, 2, GTC);
      book.submitLimit(2, ANN, SELL, 111, 2, GTC);
    });
    book.submitMarket(3, BOB, BUY, 3);
    expect(
        new Accepted(3, BOB, BUY, NO_PRICE, 3),
        new Traded(1, ANN, 3, BOB, BUY, 110, 2, 0, 1),
        new Cancelled(3, BOB, 1, CancelReason.PRICE_BAND),
        new PhaseChanged(TradingPhase.HALTED, PhaseCause.LIMIT_UP));
    book.submitLimit(4, BOB, BUY, 100, 1, GTC);
    book.replace(2, ANN, 110, 2);
    book.cancel(2, ANN);
    book.open(100);
    expect(
        new Rejected(4, BOB, RejectReason.MARKET_HALTED),
        new RequestRejected(2, ANN, RejectReason.MARKET_HALTED),
        new Cancelled(2, ANN, 2, CancelReason.REQUESTED),
        OPEN);
  }

  @Test
  void aNewBandCancelsWhatRestsOutside() {
    given(() -> {
      book.submitLimit(1, ANN, BUY, 98, 1, GTC);
      book.submitLimit(2, ANN, BUY, 100, 2, GTC);
      book.submit(ticket.limit(3, ANN, BUY, 99, 3).hidden());
      book.submitLimit(4, ANN, SELL, 105, 4, GTC);
    });
    book.setPriceBand(50, 98);
    expect(
        new Cancelled(2, ANN, 2, CancelReason.PRICE_BAND),
        new Cancelled(3, ANN, 3, CancelReason.PRICE_BAND));
    assertEquals(98, book.bestBidTicks());
    assertThrows(IllegalArgumentException.class, () -> book.setPriceBand(5, 4));
    assertThrows(IllegalArgumentException.class, () -> book.setPriceBand(0, 4));
  }

  @Test
  void ordersGatherInACallAndTradeAtOnePrice() {
    book.startCall();
    book.submitLimit(1, ANN, BUY, 105, 5, GTC);
    book.submitLimit(2, BOB, SELL, 100, 3, GTC);
    book.submitLimit(3, BOB, SELL, 103, 4, GTC);
    book.submitLimit(4, ANN, BUY, 101, 6, GTC);
    book.submitLimit(5, ANN, BUY, 105, 1, IOC);
    book.submitMarket(6, ANN, BUY, 1);
    book.submit(ticket.limit(7, ANN, BUY, 90, 1).postOnly());
    expect(
        new PhaseChanged(TradingPhase.AUCTION_CALL, PhaseCause.REQUESTED),
        new Accepted(1, ANN, BUY, 105, 5),
        new Accepted(2, BOB, SELL, 100, 3),
        new Accepted(3, BOB, SELL, 103, 4),
        new Accepted(4, ANN, BUY, 101, 6),
        new Rejected(5, ANN, RejectReason.NOT_IN_CALL),
        new Rejected(6, ANN, RejectReason.NOT_IN_CALL),
        new Rejected(7, ANN, RejectReason.NOT_IN_CALL));
    book.open(102);
    expect(
        new AuctionTraded(1, ANN, 2, BOB, 103, 3, 2, 0),
        new AuctionTraded(1, ANN, 3, BOB, 103, 2, 0, 2),
        new Uncrossed(103, 5),
        OPEN);
    assertEquals(101, book.bestBidTicks());
    assertEquals(103, book.bestAskTicks());
    assertEquals(103, book.lastTradeTicks());
  }

  /** A bid of 10 at 110 and an offer at 100: any price between trades as much. */
  @ParameterizedTest
  @CsvSource({"10, 90, 100", "10, 104, 104", "10, 120, 110", "8, 90, 100", "12, 105, 105"})
  void tiesGoToTheReferencePrice(long offered, int reference, int price) {
    given(() -> {
      book.startCall();
      book.submitLimit(1, ANN, BUY, 110, 10, GTC);
      book.submitLimit(2, BOB, SELL, 100, offered, GTC);
    });
    book.open(reference);
    assertEquals(new Uncrossed(price, Math.min(10, offered)), events.drain().get(1));
  }

  @Test
  void theLeastImbalanceBreaksATieOfVolume() {
    given(() -> {
      book.startCall();
      book.submitLimit(1, ANN, BUY, 110, 10, GTC);
      book.submitLimit(2, ANN, BUY, 103, 5, GTC);
      book.submitLimit(3, BOB, SELL, 100, 10, GTC);
    });
    book.open(90);
    assertEquals(new Uncrossed(104, 10), events.drain().get(1));
  }

  @Test
  void theAuctionSetsOffStops() {
    given(() -> {
      book.startCall();
      book.submitLimit(1, ANN, BUY, 100, 10, GTC);
      book.submitLimit(2, BOB, SELL, 100, 4, GTC);
      book.submit(ticket.market(3, BOB, SELL, 1).stop(100));
    });
    book.open(100);
    expect(
        new AuctionTraded(1, ANN, 2, BOB, 100, 4, 6, 0),
        new Uncrossed(100, 4),
        OPEN,
        new Triggered(3, BOB),
        new Traded(1, ANN, 3, BOB, SELL, 100, 1, 5, 0));
  }

  @Test
  void reservesAndHiddenOrdersTakePartInTheAuction() {
    given(() -> {
      book.startCall();
      book.submit(ticket.limit(1, ANN, BUY, 100, 10).display(4));
      book.submit(ticket.limit(2, ANN, BUY, 100, 5).hidden());
      book.submitLimit(3, BOB, SELL, 99, 12, GTC);
    });
    book.open(100);
    expect(
        new AuctionTraded(1, ANN, 3, BOB, 100, 4, 6, 8),
        new AuctionTraded(1, ANN, 3, BOB, 100, 4, 2, 4),
        new AuctionTraded(1, ANN, 3, BOB, 100, 2, 0, 2),
        new AuctionTraded(2, ANN, 3, BOB, 100, 2, 3, 0),
        new Uncrossed(100, 12),
        OPEN);
  }

  @Test
  void changingToTheSamePhaseSaysNothing() {
    book.open(100);
    expect();
    book.halt();
    book.halt();
    expect(new PhaseChanged(TradingPhase.HALTED, PhaseCause.REQUESTED));
    assertThrows(IllegalArgumentException.class, () -> book.open(0));
  }
}
