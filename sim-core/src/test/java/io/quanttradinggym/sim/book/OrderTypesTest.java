package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.OrderBook.NO_PRICE;
import static io.quanttradinggym.sim.book.Side.BUY;
import static io.quanttradinggym.sim.book.Side.SELL;
import static io.quanttradinggym.sim.book.TimeInForce.DAY;
import static io.quanttradinggym.sim.book.TimeInForce.FOK;
import static io.quanttradinggym.sim.book.TimeInForce.GTC;
import static io.quanttradinggym.sim.book.TimeInForce.IOC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.sim.book.BookEvent.Accepted;
import io.quanttradinggym.sim.book.BookEvent.Cancelled;
import io.quanttradinggym.sim.book.BookEvent.Reduced;
import io.quanttradinggym.sim.book.BookEvent.Rejected;
import io.quanttradinggym.sim.book.BookEvent.Replaced;
import io.quanttradinggym.sim.book.BookEvent.RequestRejected;
import io.quanttradinggym.sim.book.BookEvent.Traded;
import io.quanttradinggym.sim.book.BookEvent.Triggered;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTypesTest {
  private static final int ANN = 7;
  private static final int BOB = 8;

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

  private void expectReject(RejectReason reason) {
    expect(new Rejected(ticket.orderId, ticket.owner, reason));
  }

  @Test
  void aReserveOrderShowsOneSliceAndLosesItsPlaceWithEach() {
    given(() -> {
      book.submit(ticket.limit(1, ANN, SELL, 100, 10).display(4));
      book.submitLimit(2, ANN, SELL, 100, 3, GTC);
    });
    assertEquals(7, book.quantityAt(SELL, 100));
    assertEquals(10, book.remainingLots(1));
    book.submitLimit(3, BOB, BUY, 100, 6, IOC);
    expect(
        new Accepted(3, BOB, BUY, 100, 6),
        new Traded(1, ANN, 3, BOB, BUY, 100, 4, 6, 2),
        new Traded(2, ANN, 3, BOB, BUY, 100, 2, 1, 0));
    assertEquals(5, book.quantityAt(SELL, 100));
    assertEquals(2, book.headOrderId(SELL, 100));
    book.submitLimit(4, BOB, BUY, 100, 20, IOC);
    expect(
        new Accepted(4, BOB, BUY, 100, 20),
        new Traded(2, ANN, 4, BOB, BUY, 100, 1, 0, 19),
        new Traded(1, ANN, 4, BOB, BUY, 100, 4, 2, 15),
        new Traded(1, ANN, 4, BOB, BUY, 100, 2, 0, 13),
        new Cancelled(4, BOB, 13, CancelReason.IMMEDIATE_REMAINDER));
  }

  @Test
  void reducingAReserveOrderTakesWhatIsNotShownFirst() {
    given(() -> book.submit(ticket.limit(1, ANN, BUY, 100, 10).display(4)));
    book.reduce(1, ANN, 5);
    expect(new Reduced(1, ANN, 5));
    assertEquals(4, book.quantityAt(BUY, 100));
    book.reduce(1, ANN, 3);
    assertEquals(2, book.quantityAt(BUY, 100));
    book.replace(1, ANN, 99, 9);
    assertEquals(4, book.quantityAt(BUY, 99));
  }

  @Test
  void aHiddenOrderTradesAfterWhatIsShownAtItsPrice() {
    given(() -> {
      book.submit(ticket.limit(1, ANN, SELL, 100, 5).hidden());
      book.submitLimit(2, ANN, SELL, 100, 3, GTC);
    });
    assertEquals(3, book.quantityAt(SELL, 100));
    assertEquals(2, book.liveOrderCount());
    book.submitLimit(3, BOB, BUY, 100, 6, GTC);
    expect(
        new Accepted(3, BOB, BUY, 100, 6),
        new Traded(2, ANN, 3, BOB, BUY, 100, 3, 0, 3),
        new Traded(1, ANN, 3, BOB, BUY, 100, 3, 2, 0));
    assertTrue(book.isEmpty(SELL));
  }

  @Test
  void aBetterHiddenPriceComesFirst() {
    given(() -> {
      book.submitLimit(1, ANN, BUY, 99, 5, GTC);
      book.submit(ticket.limit(2, ANN, BUY, 100, 5).hidden());
    });
    assertEquals(99, book.bestBidTicks());
    book.submitMarket(3, BOB, SELL, 7);
    expect(
        new Accepted(3, BOB, SELL, NO_PRICE, 7),
        new Traded(2, ANN, 3, BOB, SELL, 100, 5, 0, 2),
        new Traded(1, ANN, 3, BOB, SELL, 99, 2, 3, 0));
  }

  @Test
  void aPostOnlyOrderNeverTakes() {
    given(() -> book.submit(ticket.limit(1, ANN, SELL, 100, 5).hidden()));
    book.submit(ticket.limit(2, BOB, BUY, 100, 5).postOnly());
    expectReject(RejectReason.WOULD_TAKE);
    book.submit(ticket.limit(3, BOB, BUY, 99, 5).postOnly());
    expect(new Accepted(3, BOB, BUY, 99, 5));
    book.replace(3, BOB, 100, 5);
    expect(new RequestRejected(3, BOB, RejectReason.WOULD_TAKE));
    book.replace(3, BOB, 98, 5);
    expect(new Replaced(3, BOB, 98, 5, false));
  }

  @Test
  void aStopOrderWaitsForATradeAtItsPrice() {
    given(() -> {
      book.submitLimit(1, ANN, SELL, 101, 5, GTC);
      book.submitLimit(2, ANN, SELL, 102, 5, GTC);
    });
    book.submit(ticket.market(3, BOB, BUY, 4).stop(101));
    expect(new Accepted(3, BOB, BUY, NO_PRICE, 4));
    assertEquals(101, book.priceTicks(3));
    book.submitLimit(4, BOB, BUY, 101, 2, GTC);
    expect(
        new Accepted(4, BOB, BUY, 101, 2),
        new Traded(1, ANN, 4, BOB, BUY, 101, 2, 3, 0),
        new Triggered(3, BOB),
        new Traded(1, ANN, 3, BOB, BUY, 101, 3, 0, 1),
        new Traded(2, ANN, 3, BOB, BUY, 102, 1, 4, 0));
    assertEquals(102, book.lastTradeTicks());
  }

  @Test
  void stopsSetEachOtherOffOneAfterTheOther() {
    given(() -> {
      book.submitLimit(1, ANN, BUY, 100, 1, GTC);
      book.submitLimit(2, ANN, BUY, 95, 5, GTC);
      book.submit(ticket.limit(3, ANN, SELL, 90, 1).stop(95));
      book.submit(ticket.limit(4, ANN, SELL, 97, 2).stop(100));
      book.submit(ticket.market(5, ANN, SELL, 2).stop(100));
    });
    book.submitMarket(6, BOB, SELL, 1);
    expect(
        new Accepted(6, BOB, SELL, NO_PRICE, 1),
        new Traded(1, ANN, 6, BOB, SELL, 100, 1, 0, 0),
        new Triggered(4, ANN),
        new Triggered(5, ANN),
        new Traded(2, ANN, 5, ANN, SELL, 95, 2, 3, 0),
        new Triggered(3, ANN),
        new Traded(2, ANN, 3, ANN, SELL, 95, 1, 2, 0));
    assertEquals(97, book.bestAskTicks());
  }

  @Test
  void aStopWhosePriceHasBeenReachedIsTriggeredAtOnce() {
    given(() -> {
      book.submitLimit(1, ANN, SELL, 101, 1, GTC);
      book.submitMarket(2, BOB, BUY, 1);
    });
    book.submit(ticket.market(3, BOB, SELL, 4).stop(101));
    expect(
        new Accepted(3, BOB, SELL, NO_PRICE, 4),
        new Triggered(3, BOB),
        new Cancelled(3, BOB, 4, CancelReason.MARKET_REMAINDER));
    book.submit(ticket.market(4, BOB, BUY, 4).stop(102));
    expect(new Accepted(4, BOB, BUY, NO_PRICE, 4));
    book.replace(4, BOB, 101, 4);
    expect(new RequestRejected(4, BOB, RejectReason.STOP_PENDING));
    book.reduce(4, BOB, 1);
    expect(new Reduced(4, BOB, 3));
    book.cancel(4, BOB);
    expect(new Cancelled(4, BOB, 3, CancelReason.REQUESTED));
  }

  @Test
  void goodTillDateOrdersExpireInTheOrderOfTheirTimes() {
    given(() -> {
      book.submit(ticket.limit(1, ANN, BUY, 100, 1).goodTill(30));
      book.submit(ticket.limit(2, ANN, BUY, 101, 2).goodTill(20));
      book.submit(ticket.limit(3, ANN, SELL, 110, 3).goodTill(20));
      book.submit(ticket.limit(4, ANN, SELL, 111, 3).goodTill(50));
    });
    book.advanceTime(19);
    expect();
    book.cancel(4, ANN);
    expect(new Cancelled(4, ANN, 3, CancelReason.REQUESTED));
    book.advanceTime(30);
    expect(
        new Cancelled(2, ANN, 2, CancelReason.EXPIRED),
        new Cancelled(3, ANN, 3, CancelReason.EXPIRED),
        new Cancelled(1, ANN, 1, CancelReason.EXPIRED));
    book.submit(ticket.limit(5, ANN, BUY, 100, 1).goodTill(30));
    expectReject(RejectReason.INVALID_EXPIRY);
    book.submitLimit(6, ANN, BUY, 100, 1, TimeInForce.GTD);
    expect(new Rejected(6, ANN, RejectReason.INVALID_EXPIRY));
    assertThrows(IllegalArgumentException.class, () -> book.advanceTime(29));
  }

  @Test
  void dayOrdersExpireAtTheClose() {
    given(() -> {
      book.submitLimit(1, ANN, BUY, 99, 1, DAY);
      book.submitLimit(2, ANN, BUY, 100, 1, GTC);
      book.submit(ticket.limit(3, ANN, BUY, 100, 2).timeInForce(DAY).hidden());
      book.submit(ticket.market(4, ANN, SELL, 3).stop(90).timeInForce(DAY));
      book.submitLimit(5, ANN, SELL, 105, 4, DAY);
      book.replace(5, ANN, 106, 4);
    });
    book.closeDay();
    expect(
        new Cancelled(1, ANN, 1, CancelReason.EXPIRED),
        new Cancelled(5, ANN, 4, CancelReason.EXPIRED),
        new Cancelled(3, ANN, 2, CancelReason.EXPIRED),
        new Cancelled(4, ANN, 3, CancelReason.EXPIRED));
    assertEquals(1, book.liveOrderCount());
  }

  @Test
  void fillOrKillCountsReservesButNotBehindAnOwnOrder() {
    given(() -> {
      book.submit(ticket.limit(1, ANN, SELL, 100, 10).display(2));
      book.submitLimit(2, BOB, SELL, 100, 5, GTC);
    });
    book.submit(
        ticket
            .limit(3, BOB, BUY, 100, 8)
            .timeInForce(FOK)
            .selfTradePrevention(SelfTradePrevention.CANCEL_NEWEST));
    expect(new Accepted(3, BOB, BUY, 100, 8), new Cancelled(3, BOB, 8, CancelReason.NOT_FILLABLE));
    book.submit(
        ticket
            .limit(4, BOB, BUY, 100, 10)
            .timeInForce(FOK)
            .selfTradePrevention(SelfTradePrevention.CANCEL_OLDEST));
    assertFalse(book.isLive(1));
    assertFalse(book.isLive(2));
  }

  @Test
  void instructionsThatExcludeEachOtherAreRejected() {
    book.submit(ticket.limit(1, ANN, BUY, 100, 5).timeInForce(IOC).postOnly());
    expectReject(RejectReason.INCOMPATIBLE_INSTRUCTIONS);
    book.submit(ticket.limit(2, ANN, BUY, 100, 5).timeInForce(FOK).hidden());
    expectReject(RejectReason.INCOMPATIBLE_INSTRUCTIONS);
    book.submit(ticket.market(3, ANN, BUY, 5).timeInForce(GTC));
    expectReject(RejectReason.INCOMPATIBLE_INSTRUCTIONS);
    book.submit(ticket.market(4, ANN, BUY, 5).display(1));
    expectReject(RejectReason.INCOMPATIBLE_INSTRUCTIONS);
    book.submit(ticket.market(5, ANN, BUY, 5).stop(100).timeInForce(IOC));
    expectReject(RejectReason.INCOMPATIBLE_INSTRUCTIONS);
    book.submit(ticket.limit(6, ANN, BUY, 100, 5).stop(100).postOnly());
    expectReject(RejectReason.INCOMPATIBLE_INSTRUCTIONS);
    book.submit(ticket.limit(7, ANN, BUY, 100, 5).stop(0));
    expectReject(RejectReason.INVALID_STOP_PRICE);
    book.submit(ticket.limit(8, ANN, BUY, 100, 5).display(-1));
    expectReject(RejectReason.INVALID_DISPLAY);
    assertEquals(0, book.liveOrderCount());
  }
}
