package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.OrderBook.NO_ORDER;
import static io.quanttradinggym.sim.book.OrderBook.NO_PRICE;
import static io.quanttradinggym.sim.book.Side.BUY;
import static io.quanttradinggym.sim.book.Side.SELL;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderBookTest {
  private static final int ANN = 7;
  private static final int BOB = 8;

  private final RecordingListener events = new RecordingListener(3);
  private final OrderBook book = new OrderBook(3, events);

  private void given(Runnable commands) {
    commands.run();
    events.drain();
  }

  private void expect(BookEvent... expected) {
    assertEquals(List.of(expected), events.drain());
  }

  @Test
  void anEmptyBookHasNoPrices() {
    assertEquals(NO_PRICE, book.bestBidTicks());
    assertEquals(NO_PRICE, book.bestAskTicks());
    assertEquals(0, book.levels(BUY, 5, new int[5], new long[5]));
    assertTrue(book.isEmpty(SELL));
    assertEquals(NO_ORDER, book.headOrderId(SELL, 100));
    assertEquals(3, book.instrument());
  }

  @Test
  void anOrderThatDoesNotCrossRests() {
    book.submitLimit(1, ANN, BUY, 100, 10, GTC);
    expect(new Accepted(1, ANN, BUY, 100, 10));
    assertEquals(100, book.bestBidTicks());
    assertEquals(10, book.quantityAt(BUY, 100));
    assertEquals(1, book.orderCountAt(BUY, 100));
    assertEquals(ANN, book.owner(1));
    assertEquals(BUY, book.side(1));
    assertEquals(100, book.priceTicks(1));
    assertFalse(book.isEmpty(BUY));
  }

  @Test
  void theOlderOrderOfALevelTradesFirst() {
    given(() -> {
      book.submitLimit(1, ANN, SELL, 100, 10, GTC);
      book.submitLimit(2, BOB, SELL, 100, 5, GTC);
    });
    book.submitLimit(3, BOB, BUY, 100, 12, GTC);
    expect(
        new Accepted(3, BOB, BUY, 100, 12),
        new Traded(1, ANN, 3, BOB, BUY, 100, 10, 0, 2),
        new Traded(2, BOB, 3, BOB, BUY, 100, 2, 3, 0));
    assertEquals(2, book.headOrderId(SELL, 100));
  }

  @Test
  void theBetterPriceTradesFirstAtTheRestingPrice() {
    given(() -> {
      book.submitLimit(1, ANN, BUY, 99, 10, GTC);
      book.submitLimit(2, ANN, BUY, 101, 10, GTC);
    });
    book.submitLimit(3, BOB, SELL, 98, 15, GTC);
    expect(
        new Accepted(3, BOB, SELL, 98, 15),
        new Traded(2, ANN, 3, BOB, SELL, 101, 10, 0, 5),
        new Traded(1, ANN, 3, BOB, SELL, 99, 5, 5, 0));
  }

  @Test
  void theRemainderOfACrossingOrderRests() {
    given(() -> book.submitLimit(1, ANN, SELL, 100, 4, GTC));
    book.submitLimit(2, BOB, BUY, 101, 10, GTC);
    expect(new Accepted(2, BOB, BUY, 101, 10), new Traded(1, ANN, 2, BOB, BUY, 100, 4, 0, 6));
    assertEquals(101, book.bestBidTicks());
    assertEquals(NO_PRICE, book.bestAskTicks());
    assertEquals(6, book.remainingLots(2));
  }

  @Test
  void theRemainderOfAnImmediateOrderIsCancelled() {
    given(() -> book.submitLimit(1, ANN, SELL, 100, 4, GTC));
    book.submitLimit(2, BOB, BUY, 100, 10, IOC);
    expect(
        new Accepted(2, BOB, BUY, 100, 10),
        new Traded(1, ANN, 2, BOB, BUY, 100, 4, 0, 6),
        new Cancelled(2, BOB, 6, CancelReason.IMMEDIATE_REMAINDER));
    assertFalse(book.isLive(2));
  }

  @Test
  void aFillOrKillOrderTradesEverythingOrNothing() {
    given(() -> {
      book.submitLimit(1, ANN, SELL, 100, 4, GTC);
      book.submitLimit(2, ANN, SELL, 101, 4, GTC);
    });
    book.submitLimit(3, BOB, BUY, 100, 5, FOK);
    expect(new Accepted(3, BOB, BUY, 100, 5), new Cancelled(3, BOB, 5, CancelReason.NOT_FILLABLE));
    book.submitLimit(4, BOB, BUY, 101, 5, FOK);
    expect(
        new Accepted(4, BOB, BUY, 101, 5),
        new Traded(1, ANN, 4, BOB, BUY, 100, 4, 0, 1),
        new Traded(2, ANN, 4, BOB, BUY, 101, 1, 3, 0));
  }

  @Test
  void aMarketOrderTakesWhatIsThere() {
    given(() -> book.submitLimit(1, ANN, BUY, 1, 4, GTC));
    book.submitMarket(2, BOB, SELL, 10);
    expect(
        new Accepted(2, BOB, SELL, NO_PRICE, 10),
        new Traded(1, ANN, 2, BOB, SELL, 1, 4, 0, 6),
        new Cancelled(2, BOB, 6, CancelReason.MARKET_REMAINDER));
  }

  @Test
  void onlyTheOwnerCancels() {
    given(() -> book.submitLimit(1, ANN, BUY, 100, 10, GTC));
    book.cancel(1, BOB);
    expect(new RequestRejected(1, BOB, RejectReason.NOT_OWNER));
    book.cancel(1, ANN);
    expect(new Cancelled(1, ANN, 10, CancelReason.REQUESTED));
    book.cancel(1, ANN);
    expect(new RequestRejected(1, ANN, RejectReason.UNKNOWN_ORDER));
    assertTrue(book.isEmpty(BUY));
  }

  @Test
  void reducingKeepsPriority() {
    given(() -> {
      book.submitLimit(1, ANN, BUY, 100, 10, GTC);
      book.submitLimit(2, BOB, BUY, 100, 10, GTC);
    });
    book.reduce(1, ANN, 4);
    expect(new Reduced(1, ANN, 6));
    assertEquals(1, book.headOrderId(BUY, 100));
    assertEquals(16, book.quantityAt(BUY, 100));
    book.reduce(1, ANN, 0);
    expect(new RequestRejected(1, ANN, RejectReason.INVALID_QUANTITY));
    book.reduce(1, ANN, 6);
    expect(new Cancelled(1, ANN, 6, CancelReason.REQUESTED));
  }

  @Test
  void replacingWithLessKeepsPriorityAndWithMoreLosesIt() {
    given(() -> {
      book.submitLimit(1, ANN, BUY, 100, 10, GTC);
      book.submitLimit(2, BOB, BUY, 100, 10, GTC);
    });
    book.replace(1, ANN, 100, 9);
    expect(new Replaced(1, ANN, 100, 9, true));
    assertEquals(1, book.headOrderId(BUY, 100));
    book.replace(1, ANN, 100, 11);
    expect(new Replaced(1, ANN, 100, 11, false));
    assertEquals(2, book.headOrderId(BUY, 100));
    assertEquals(10, book.quantityAheadLots(1));
  }

  @Test
  void replacingAcrossTheSpreadTrades() {
    given(() -> {
      book.submitLimit(1, ANN, BUY, 100, 10, GTC);
      book.submitLimit(2, BOB, SELL, 105, 4, GTC);
    });
    book.replace(1, ANN, 106, 10);
    expect(new Replaced(1, ANN, 106, 10, false), new Traded(2, BOB, 1, ANN, BUY, 105, 4, 0, 6));
    assertEquals(106, book.bestBidTicks());
  }

  @Test
  void wrongOrdersAreRejectedWithTheReason() {
    given(() -> book.submitLimit(1, ANN, BUY, 100, 10, GTC));
    book.submitLimit(2, ANN, BUY, 0, 10, GTC);
    book.submitLimit(3, ANN, BUY, OrderBook.MAX_PRICE_TICKS + 1, 10, GTC);
    book.submitLimit(4, ANN, BUY, 100, 0, GTC);
    book.submitMarket(5, ANN, BUY, OrderBook.MAX_QUANTITY_LOTS + 1);
    book.submitLimit(NO_ORDER, ANN, BUY, 100, 1, GTC);
    book.submitLimit(1, ANN, BUY, 100, 1, GTC);
    expect(
        new Rejected(2, ANN, RejectReason.INVALID_PRICE),
        new Rejected(3, ANN, RejectReason.INVALID_PRICE),
        new Rejected(4, ANN, RejectReason.INVALID_QUANTITY),
        new Rejected(5, ANN, RejectReason.INVALID_QUANTITY),
        new Rejected(NO_ORDER, ANN, RejectReason.INVALID_ORDER_ID),
        new Rejected(1, ANN, RejectReason.DUPLICATE_ORDER_ID));
    assertEquals(1, book.liveOrderCount());
  }

  @Test
  void theExtremePricesHaveLevelsLikeAnyOther() {
    given(() -> {
      book.submitLimit(1, ANN, BUY, 1, 1, GTC);
      book.submitLimit(2, ANN, SELL, OrderBook.MAX_PRICE_TICKS, 2, GTC);
    });
    assertEquals(1, book.bestBidTicks());
    assertEquals(OrderBook.MAX_PRICE_TICKS, book.bestAskTicks());
    book.submitLimit(3, BOB, BUY, OrderBook.MAX_PRICE_TICKS, 2, GTC);
    book.submitMarket(4, BOB, SELL, 1);
    assertEquals(0, book.liveOrderCount());
  }

  @Test
  void levelsAndOrdersAreVisitedBestFirst() {
    for (int i = 0; i < 6; i++) {
      book.submitLimit(10 + i, ANN, SELL, 100 + 70 * (i / 2), 5 + i, GTC);
    }
    int[] prices = new int[2];
    long[] quantities = new long[2];
    assertEquals(2, book.levels(SELL, 2, prices, quantities));
    assertEquals(List.of(100, 170), List.of(prices[0], prices[1]));
    assertEquals(List.of(11L, 15L), List.of(quantities[0], quantities[1]));
    List<Long> ids = new ArrayList<>();
    book.forEachOrder(SELL, (id, owner, price, remaining) -> ids.add(id) && ids.size() < 5);
    assertEquals(List.of(10L, 11L, 12L, 13L, 14L), ids);
    ids.clear();
    book.forEachOrderAt(SELL, 240, (id, owner, price, remaining) -> ids.add(id));
    assertEquals(List.of(14L, 15L), ids);
  }

  @Test
  void anUnknownOrderHasNoSide() {
    assertThrows(IllegalArgumentException.class, () -> book.side(99));
    assertEquals(NO_PRICE, book.priceTicks(99));
    assertEquals(OrderBook.NO_OWNER, book.owner(99));
    assertEquals(0, book.quantityAheadLots(99));
  }

  @Test
  void aClearedBookIsLikeNew() {
    given(() -> book.submitLimit(1, ANN, BUY, 100, 10, GTC));
    book.clear();
    expect();
    assertTrue(book.isEmpty(BUY));
    book.submitLimit(1, ANN, BUY, 100, 3, GTC);
    assertEquals(3, book.quantityAt(BUY, 100));
  }
}
