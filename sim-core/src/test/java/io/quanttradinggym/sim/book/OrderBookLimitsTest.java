package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.OrderBook.MAX_PRICE_TICKS;
import static io.quanttradinggym.sim.book.OrderBook.MAX_QUANTITY_LOTS;
import static io.quanttradinggym.sim.book.OrderBook.NO_PRICE;
import static io.quanttradinggym.sim.book.Side.BUY;
import static io.quanttradinggym.sim.book.Side.SELL;
import static io.quanttradinggym.sim.book.TimeInForce.FOK;
import static io.quanttradinggym.sim.book.TimeInForce.GTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.sim.book.BookEvent.Accepted;
import io.quanttradinggym.sim.book.BookEvent.Cancelled;
import io.quanttradinggym.sim.book.BookEvent.PhaseChanged;
import io.quanttradinggym.sim.book.BookEvent.Rejected;
import io.quanttradinggym.sim.book.BookEvent.Traded;
import io.quanttradinggym.sim.book.BookEvent.Triggered;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last value that is allowed and the first that is not. */
class OrderBookLimitsTest {
  private static final int ANN = 7;
  private static final int BOB = 8;

  private final RecordingListener events = new RecordingListener(0);
  private final OrderBook book = new OrderBook(0, events);
  private final OrderTicket ticket = new OrderTicket();

  private void expect(BookEvent... expected) {
    assertEquals(List.of(expected), events.drain());
  }

  @Test
  void theLowestAndTheHighestPriceAreLevelsLikeOthers() {
    book.submitLimit(1, ANN, BUY, 1, 1, GTC);
    book.submitLimit(2, ANN, SELL, MAX_PRICE_TICKS, 2, GTC);
    book.submitLimit(3, ANN, BUY, 0, 1, GTC);
    book.submitLimit(4, ANN, SELL, MAX_PRICE_TICKS + 1, 1, GTC);
    expect(
        new Accepted(1, ANN, BUY, 1, 1),
        new Accepted(2, ANN, SELL, MAX_PRICE_TICKS, 2),
        new Rejected(3, ANN, RejectReason.INVALID_PRICE),
        new Rejected(4, ANN, RejectReason.INVALID_PRICE));
    assertEquals(1, book.quantityAt(BUY, 1));
    assertEquals(2, book.quantityAt(SELL, MAX_PRICE_TICKS));
    assertEquals(0, book.quantityAt(SELL, MAX_PRICE_TICKS + 1));
    book.submitLimit(5, BOB, SELL, 1, 1, GTC);
    book.submitLimit(6, BOB, BUY, MAX_PRICE_TICKS, 2, GTC);
    assertTrue(book.isEmpty(BUY) && book.isEmpty(SELL));
  }

  @Test
  void lowPricesAreFoundInAFreshBook() {
    for (int ticks = 1; ticks < 64; ticks += 9) {
      book.submitLimit(ticks, ANN, SELL, ticks, ticks, GTC);
      assertEquals(ticks, book.quantityAt(SELL, ticks));
      assertEquals(1, book.orderCountAt(SELL, ticks));
      assertEquals(ticks, book.headOrderId(SELL, ticks));
    }
    assertEquals(1, book.bestAskTicks());
    assertEquals(7, book.levelCount(SELL));
  }

  @Test
  void theLargestQuantityIsTakenAndOneMoreIsNot() {
    book.submitLimit(1, ANN, BUY, 100, MAX_QUANTITY_LOTS, GTC);
    book.submitLimit(2, ANN, BUY, 100, MAX_QUANTITY_LOTS + 1, GTC);
    expect(
        new Accepted(1, ANN, BUY, 100, MAX_QUANTITY_LOTS),
        new Rejected(2, ANN, RejectReason.INVALID_QUANTITY));
    assertEquals(MAX_QUANTITY_LOTS, book.quantityAt(BUY, 100));
  }

  @Test
  void bandsMayBeAsWideOrNarrowAsCanBe() {
    book.submitLimit(1, ANN, BUY, 100, 1, GTC);
    book.submitLimit(2, ANN, SELL, 101, 1, GTC);
    events.drain();
    book.setPriceBand(1, MAX_PRICE_TICKS);
    expect();
    book.setPriceBand(101, 101);
    expect();
    book.submitLimit(3, BOB, BUY, 101, 1, GTC);
    expect(new Accepted(3, BOB, BUY, 101, 1), new Traded(2, ANN, 3, BOB, BUY, 101, 1, 0, 0));
    book.setPriceBand(99, 99);
    expect(new Cancelled(1, ANN, 1, CancelReason.PRICE_BAND));
    assertThrows(IllegalArgumentException.class, () -> book.setPriceBand(1, MAX_PRICE_TICKS + 1));
  }

  @Test
  void aStopOrderWhoseLimitIsOutsideTheBandIsCancelledAtItsTrigger() {
    book.submit(ticket.limit(1, ANN, BUY, 110, 3).stop(100));
    book.submitLimit(2, ANN, SELL, 100, 1, GTC);
    book.setPriceBand(95, 105);
    events.drain();
    book.submitLimit(3, BOB, BUY, 100, 1, GTC);
    expect(
        new Accepted(3, BOB, BUY, 100, 1),
        new Traded(2, ANN, 3, BOB, BUY, 100, 1, 0, 0),
        new Triggered(1, ANN),
        new Cancelled(1, ANN, 3, CancelReason.PRICE_BAND));
    assertEquals(0, book.liveOrderCount());
  }

  @Test
  void aStopOrderThatCameInACallIsTriggeredByTheOpening() {
    book.submitLimit(1, ANN, SELL, 100, 1, GTC);
    book.submitLimit(2, BOB, BUY, 100, 1, GTC);
    book.startCall();
    book.submit(ticket.market(3, ANN, BUY, 2).stop(100));
    book.submit(ticket.market(4, ANN, SELL, 2).stop(99));
    events.drain();
    book.open(100);
    expect(
        new PhaseChanged(TradingPhase.CONTINUOUS, PhaseCause.REQUESTED),
        new Triggered(3, ANN),
        new Cancelled(3, ANN, 2, CancelReason.MARKET_REMAINDER));
    assertTrue(book.isLive(4));
  }

  /** Until anybody has traded there is nothing that could trigger a stop order. */
  @Test
  void aStopOrderWaitsWhereNobodyHasTraded() {
    book.submit(ticket.market(1, ANN, SELL, 2).stop(MAX_PRICE_TICKS));
    book.submit(ticket.market(2, ANN, BUY, 2).stop(1));
    expect(new Accepted(1, ANN, SELL, NO_PRICE, 2), new Accepted(2, ANN, BUY, NO_PRICE, 2));
    book.startCall();
    book.open(100);
    events.drain();
    assertEquals(2, book.liveOrderCount());
  }

  @Test
  void aFillOrKillOrderTakesExactlyWhatIsThere() {
    book.submitLimit(1, ANN, SELL, 100, 4, GTC);
    book.submit(ticket.limit(2, ANN, SELL, 101, 6).display(2));
    events.drain();
    book.submitLimit(3, BOB, BUY, 101, 11, FOK);
    expect(
        new Accepted(3, BOB, BUY, 101, 11), new Cancelled(3, BOB, 11, CancelReason.NOT_FILLABLE));
    book.submitLimit(4, BOB, BUY, 100, 5, FOK);
    expect(new Accepted(4, BOB, BUY, 100, 5), new Cancelled(4, BOB, 5, CancelReason.NOT_FILLABLE));
    book.submitLimit(5, BOB, BUY, 101, 10, FOK);
    assertEquals(0, book.liveOrderCount());
  }

  @Test
  void aVisitorThatHasEnoughIsNotAskedAgain() {
    for (int i = 1; i <= 6; i++) {
      book.submitLimit(i, ANN, BUY, 100 - i / 3, i, GTC);
    }
    List<Long> seen = new ArrayList<>();
    book.forEachOrder(
        BUY,
        (orderId, owner, ticks, lots) -> {
          seen.add(orderId);
          return seen.size() < 4;
        });
    assertEquals(List.of(1L, 2L, 3L, 4L), seen);
    seen.clear();
    book.forEachOrderAt(
        BUY,
        99,
        (orderId, owner, ticks, lots) -> {
          seen.add(orderId);
          return false;
        });
    assertEquals(List.of(3L), seen);
  }
}
